"""One thing asked for twice is one claim, however its name is typed."""

from dataclasses import replace
from datetime import date

import pytest

from kerong.cases.applications.claims import Claim, claim_of
from kerong.catalogue.policies.reads import clauses_on
from tests.build import policies

DAY = date(2026, 3, 6)


@pytest.fixture
def benefit(db: None):
    policies.publish("hightech-mall")
    return clauses_on(DAY)["PC012"].clause.benefit


@pytest.mark.parametrize("typed", ["p-1 绿色", "Ｐ－１ 绿色", "P–1绿色", "P\u200b-1  绿 色"])
def test_a_project_in_another_spelling_is_the_same_claim(benefit, typed):
    of_a_project = replace(benefit, period="year_per_project")

    assert claim_of(of_a_project, typed, DAY).key == "2026:p-1绿色"
    assert claim_of(of_a_project, "P-2 绿色", DAY).key == "2026:p-2绿色"


def test_what_is_had_once_needs_no_name(benefit):
    assert claim_of(replace(benefit, period="once"), "任意", DAY) == Claim(
        "", "任意", "once", "once"
    )
