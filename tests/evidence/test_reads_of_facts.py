"""What a fact discloses: its own category, and those of all it was computed from."""

import pytest

from kerong.evidence.categories import categories
from kerong.evidence.reads_of_facts import ALL, may_see, needed
from kerong.rules.vocabulary import vocabulary


@pytest.mark.parametrize("fact", list(vocabulary()), ids=lambda fact: fact.code)
def test_every_fact_needs_its_own_category_and_only_categories_that_exist(fact):
    assert fact.category in needed(fact.code)
    assert needed(fact.code) <= ALL == frozenset(categories())
    assert may_see(fact.code, ALL) and not may_see(fact.code, ALL - {fact.category})


def test_a_derived_fact_needs_what_it_was_computed_from_down_to_the_ground():
    assert needed("growth_stage") == {1, 5}
    assert needed("insured_staff_growth") == {17}
    assert not may_see("growth_stage", frozenset({1}))


def test_a_word_nobody_knows_is_never_shown():
    assert not may_see("invented_fact", ALL)
