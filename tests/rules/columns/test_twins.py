"""Nothing the engine for one firm can do is without a column twin."""

from typing import get_args

import pytest

from kerong.rules.engine_1.columns.criteria import CRITERIA
from kerong.rules.engine_1.columns.derived import DERIVED
from kerong.rules.engine_1.columns.ends import ENDS
from kerong.rules.engine_1.columns.twins import TWINS
from kerong.rules.engine_1.derived import derivations
from kerong.rules.engine_1.groups import Group
from kerong.rules.formulas.nodes import Node


@pytest.mark.parametrize("table", [TWINS, ENDS], ids=["values", "ends"])
def test_every_formula_node_has_a_twin(table):
    assert set(table) == set(get_args(Node))


def test_every_group_of_questions_has_a_twin():
    assert set(CRITERIA) == set(get_args(Group))


def test_every_derived_fact_that_is_no_formula_has_a_twin():
    assert set(DERIVED) == {code for code, each in derivations().items() if each.node is None}
