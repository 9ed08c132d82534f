"""What a fact discloses, and lines of a calculation without the values nobody agreed to show."""

import pytest

from kerong.evidence.categories import categories
from kerong.evidence.reads_of_facts import ALL, may_see, needed, without_values
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


class TestLinesWithoutValues:
    LINE = {"fact": "tax_paid", "asked": "1", "seen": "2", "distance": "1", "outcome": "meets"}

    def test_the_outcome_stays_and_the_value_goes(self):
        (line,) = without_values([self.LINE], frozenset({5}))

        assert (line["outcome"], line["asked"]) == ("meets", "1")
        assert line["seen"] is line["distance"] is None

    def test_an_allowed_line_stays_whole(self):
        assert without_values([self.LINE], frozenset({14})) == [self.LINE]

    def test_a_measure_shows_its_value_when_all_it_reads_is_allowed(self):
        line = {**self.LINE, "fact": "average_tax"}
        reads = {"average_tax": ("tax_paid", "operating_revenue")}

        assert without_values([line], frozenset({5, 14}), reads) == [line]
        assert without_values([line], frozenset({14}), reads)[0]["seen"] is None
        assert without_values([line], ALL)[0]["seen"] is None
