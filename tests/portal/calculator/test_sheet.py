"""The sheet: what is known, what was typed over it, what is missing and who waits for it."""

from datetime import date

import pytest
from django.utils import translation

from kerong.portal.calculator.sheet import Origin, Seen, Weight, groups_of, what_if
from kerong.rules.vocabulary import vocabulary

TAX = Origin("tax authority", "2026-09-30", "2025")
SEEN = Seen(
    name="渝芯",
    facts={"operating_revenue": 3_860_000_000, "insured_staff": 18, "is_hnte": True},
    origins={"operating_revenue": TAX, "insured_staff": Origin("HR office", "2026-10-31")},
)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def lines(seen=SEEN, typed=None, derived=None, weight=None):
    laid = what_if(seen, typed or {})
    groups = groups_of(seen, laid, derived or {}, weight or Weight())
    return {line.fact.code: line for group in groups for line in group.lines}, groups


def test_every_fact_but_the_firms_own_number_has_its_line_once():
    found, groups = lines()
    assert set(found) == {fact.code for fact in vocabulary()} - {"credit_code"}
    assert sum(len(group.lines) for group in groups) == len(found)


def test_a_known_fact_stands_in_its_field_with_its_origin():
    line = lines()[0]["operating_revenue"]
    assert (line.text, line.unit, line.said) == ("3860", "¥10k", "¥38.6 million")
    assert (line.origin, line.edited, line.gap) == (TAX, False, False)


def test_a_typed_value_is_computed_with_and_says_what_it_was():
    laid = what_if(SEEN, {"insured_staff": "20", "invention_patents": "6"})
    assert laid.facts["insured_staff"] == 20
    assert laid.facts["invention_patents"] == 6
    found = lines(typed={"insured_staff": "20", "invention_patents": "6"})[0]
    assert (found["insured_staff"].was, found["insured_staff"].origin) == ("18 people", None)
    assert found["invention_patents"].was == "unknown"
    assert SEEN.facts["insured_staff"] == 18


def test_an_emptied_field_makes_the_fact_unknown():
    laid = what_if(SEEN, {"insured_staff": ""})
    assert "insured_staff" not in laid.facts
    assert laid.typed == {"insured_staff": ""}


def test_what_cannot_be_read_is_told_at_its_field_and_not_computed_with():
    laid = what_if(SEEN, {"insured_staff": "many", "rd_expense": "300"})
    assert laid.facts["insured_staff"] == 18
    assert set(laid.errors) == {"insured_staff"}
    line = lines(typed={"insured_staff": "many"})[0]["insured_staff"]
    assert line.text == "many"
    assert line.error


def test_text_equal_to_what_is_known_is_no_change():
    laid = what_if(SEEN, {"operating_revenue": "3860", "is_hnte": "true"})
    assert laid.typed == {}
    assert laid.facts == SEEN.facts


def test_computed_facts_are_shown_and_cannot_be_typed_but_points_can():
    found = lines(typed={"rd_ratio": "50", "points": "78.5"}, derived={"rd_ratio": (47, 500)})[0]
    assert found["rd_ratio"].computed
    assert (found["rd_ratio"].said, found["rd_ratio"].edited) == ("9.4%", False)
    assert not found["points"].computed
    assert found["points"].edited


def test_a_long_computed_ratio_is_shown_short():
    assert lines(derived={"rd_ratio": (22, 82)})[0]["rd_ratio"].said == "26.83%"


def test_what_the_answers_weigh_is_shown_first():
    weight = Weight({"housing_fund_staff": 14}, frozenset({"gas_use_12m"}))
    found, groups = lines(weight=weight)
    assert found["housing_fund_staff"].waiting == 14
    assert found["housing_fund_staff"].first and found["gas_use_12m"].first
    assert not found["water_use_12m"].first
    people = next(group for group in groups if group.code == "people")
    assert found["water_use_12m"] in people.rest


def test_a_group_says_the_source_most_of_its_values_share():
    found, groups = lines()
    business = next(group for group in groups if group.code == "business")
    assert business.source == "tax authority · 2026-09-30"
    assert found["operating_revenue"].origin.said == business.source


def test_flags_and_closed_codes_are_chosen_from_a_list():
    found = lines()[0]
    assert found["is_hnte"].choices == (("true", "yes"), ("false", "no"))
    assert ("small", "small") in found["size_class"].choices
    assert found["industry_code"].choices == ()
    assert found["founded_on"].unit == ""


def test_days_are_typed_as_days():
    laid = what_if(Seen(), {"founded_on": "2019-05-01"})
    assert laid.facts == {"founded_on": date(2019, 5, 1)}


def test_a_group_with_something_typed_or_waited_for_is_open():
    def group(code, **given):
        return next(group for group in lines(**given)[1] if group.code == code)

    assert not group("people").open
    assert group("people", weight=Weight({"housing_fund_staff": 1})).open
    assert not group("people", weight=Weight({"insured_staff": 1})).open
    assert group("people", typed={"insured_staff": "20"}).open
