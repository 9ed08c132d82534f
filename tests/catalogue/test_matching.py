"""Matching: the one calc document, its order, its sentences, and what it costs to build."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.catalogue.errors import DayOutOfReach, ListingAbsent
from kerong.catalogue.matching import (
    calculate,
    calculate_document,
    calculate_few,
    calculate_listing,
)
from kerong.catalogue.retire_listing import retire_listing
from kerong.kernel.actor import ANONYMOUS
from kerong.reference.models import Lpr
from kerong.reference.versions import LPR, moved
from kerong.rules.errors import FactsFault
from tests.build import catalogue as build
from tests.build.catalogue import DAY
from tests.build.parties import MOMENT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_loan")]

KEYS = [
    "offering",
    "listing",
    "name",
    "institution",
    "kind",
    "outcome",
    "route",
    "limit_yuan",
    "limit_low_yuan",
    "limit_high_yuan",
    "annual_rate",
    "term_months",
    "instalment_yuan",
    "apr",
    "effective_rate",
    "lines",
    "missing",
    "smallest_change",
    "revision_digest",
    "verified",
    "source",
    "with_policies",
]
GOOD = {"founded_on": "2020-01-01", "tax_paid": "100000.00", "is_overdue_now": False}


def document(on: date = DAY, language: str = "zh-hans", **given: object):  # type: ignore[no-untyped-def]
    return calculate_document(document={"facts": given}, on=on, actor=ANONYMOUS, language=language)


def test_the_document_has_exactly_the_keys_that_were_promised() -> None:
    build.on_shelf()

    found = document(**GOOD)

    assert list(found) == [
        "as_of",
        "on",
        "engine",
        "catalogue_no",
        "overrides",
        "results",
        "policies",
    ]
    assert list(found["results"][0]) == KEYS
    assert found["policies"] == []
    assert (found["as_of"], found["on"], found["engine"]) == ("2026-03-06", "2026-03-06", "1")
    assert json.loads(json.dumps(found)) == found


def test_one_product_with_its_reasons_amounts_and_cost() -> None:
    listing = build.on_shelf()

    result = document(**GOOD)["results"][0]

    assert (result["outcome"], result["listing"]) == ("meets", listing.code)
    assert result["limit_yuan"] == "500000.00"
    assert result["annual_rate"] == "0.036000"  # LPR 3.10 % and fifty basis points
    assert result["term_months"] == 12
    assert result["instalment_yuan"] == "1500.00"  # a month's interest, principal at the end
    assert result["apr"] == "0.036000"
    assert result["effective_rate"] == "0.036600"
    assert result["verified"] is False  # the LPR held is more than a year older than the day
    assert result["lines"][0] == {
        "fact": "years_since_founding",
        "operator": "at_least",
        "asked": 2,
        "seen": 6,
        "outcome": "meets",
        "distance": -4,
        "clause": "第二条",
        "say": "成立满 2 年",
    }
    assert result["lines"][1]["say"] == "年纳税 5 万元 以上"
    assert result["lines"][1]["distance"] == "-50000.00"


def test_a_rate_on_an_old_lpr_is_not_verified_and_names_its_day() -> None:
    build.on_shelf()

    stale = document(**GOOD)["results"][0]
    said = document(language="en", **GOOD)["results"][0]["source"]
    newest = date(2026, 2, 24)
    Lpr.objects.create(published_on=newest, one_year_ppm=30_000, five_year_ppm=35_000, source="例")
    moved(LPR)
    fresh = document(**GOOD)["results"][0]

    assert (stale["verified"], fresh["verified"]) == (False, True)
    assert stale["source"].endswith("；利率按 2024-12-20 公布的 LPR 计算，未核实是否最新")
    assert said.endswith("rests on the LPR published on 2024-12-20, not verified to be the newest")
    assert "LPR" not in fresh["source"]


def test_a_fixed_rate_has_nothing_to_do_with_the_lpr() -> None:
    build.on_shelf(filled=build.form(numbers={"lpr_share": "0"}))

    assert document(**GOOD)["results"][0]["verified"] is True


def test_sentences_come_in_english_when_asked() -> None:
    build.on_shelf()

    said = [line["say"] for line in document(language="en", **GOOD)["results"][0]["lines"]]

    assert said == ["2 years old", "Tax of CNY 50,000 or more", "Nothing overdue"]


def test_what_the_institution_did_not_fill_in_is_not_asked() -> None:
    nothing = dict.fromkeys(("min_years", "min_tax", "require_good_credit"))
    build.on_shelf(filled=build.form(numbers=nothing))

    result = document()["results"][0]

    assert [line["say"] for line in result["lines"]] == ["测算额度须大于零"]
    assert result["outcome"] == "unknown"
    assert result["missing"] == ["tax_paid"]
    assert (result["limit_low_yuan"], result["limit_high_yuan"]) == ("0.00", "1000000.00")


def test_an_unpublished_number_leaves_the_amount_unknown() -> None:
    build.on_shelf(filled=build.form(numbers={"amount_cap": None, "rate_add": None}))

    result = document(**GOOD)["results"][0]

    assert result["outcome"] == "meets"
    assert result["limit_yuan"] is None and result["annual_rate"] is None
    assert result["instalment_yuan"] is None and result["missing"] == []


def test_a_yearly_fee_stands_in_the_annual_rate() -> None:
    build.on_shelf(filled=build.form(fee="0.01", method="annuity"))

    result = document(**GOOD)["results"][0]

    assert result["annual_rate"] == "0.036000"
    assert float(result["apr"]) > 0.046


def test_without_a_stated_method_there_is_no_instalment() -> None:
    build.on_shelf(filled=build.form(method=""))

    result = document(**GOOD)["results"][0]

    assert result["limit_yuan"] == "500000.00" and result["instalment_yuan"] is None


def test_order_is_meets_unknown_fails_then_limit_then_rate_then_code() -> None:
    people = build.bank_people()
    shelf = {
        "high": {"amount_cap": "200万", "multiple": "10"},
        "dear": {"multiple": "6", "rate_add": "0.02"},
        "cheap": {"multiple": "6", "rate_add": "0.001"},
        "later": {"multiple": "6", "rate_add": "0.001"},
        "open": {"min_tax": None, "multiple": "9", "divisions": ["50"]},
        "shut": {"min_tax": "500万", "multiple": "10", "amount_cap": "900万"},
    }
    for name, numbers in shelf.items():
        build.on_shelf(people, build.form(name, numbers=numbers))

    found = [result["name"] for result in document(**GOOD)["results"]]

    assert found == ["high", "cheap", "later", "dear", "open", "shut"]


def test_a_given_derived_fact_wins_and_both_values_are_shown() -> None:
    build.on_shelf()

    found = document(**GOOD, years_since_founding=1)

    assert found["overrides"] == [{"fact": "years_since_founding", "given": 1, "computed": 6}]
    assert found["results"][0]["outcome"] == "fails"


def test_a_near_miss_says_what_would_turn_it() -> None:
    build.on_shelf(filled=build.form(numbers={"min_tax": None}))

    refused = document(**{**GOOD, "is_overdue_now": True})["results"][0]

    assert refused["outcome"] == "fails"
    assert refused["smallest_change"] == [{"fact": "is_overdue_now", "from": True, "to": False}]


def test_what_a_firm_cannot_change_has_no_smallest_change() -> None:
    build.on_shelf()

    refused = document(**{**GOOD, "founded_on": "2025-01-01"})["results"][0]

    assert refused["outcome"] == "fails" and refused["smallest_change"] is None


def test_an_edited_product_is_in_the_very_next_calculation() -> None:
    people = build.bank_people()
    listing = build.on_shelf(people)
    before = document(**GOOD)

    build.on_shelf(people, build.form(numbers={"multiple": "4"}), code=listing.code)

    after = document(**GOOD)
    assert before["results"][0]["limit_yuan"] == "500000.00"
    assert after["results"][0]["limit_yuan"] == "400000.00"
    assert after["catalogue_no"] == before["catalogue_no"] + 1


def test_a_draft_is_in_no_calculation_and_a_retired_product_in_none_any_more() -> None:
    clerk, approver = build.bank_people()
    build.submitted(clerk)
    listing = build.on_shelf((clerk, approver))
    assert len(document(**GOOD)["results"]) == 1

    retire_listing(actor=approver, code=listing.code, words="停办", at=MOMENT + timedelta(days=1))

    assert document(on=DAY + timedelta(days=1), **GOOD)["results"] == []
    assert len(document(**GOOD)["results"]) == 1  # a decision of the day before still sees it


def test_the_day_of_the_decision_picks_what_was_on_the_shelf() -> None:
    people = build.bank_people()
    listing = build.on_shelf(people)

    assert document(on=DAY - timedelta(days=1), **GOOD)["results"] == []
    with pytest.raises(DayOutOfReach):
        document(on=date(2025, 12, 31), **GOOD)  # no pack was open
    assert [r["listing"] for r in document(**GOOD)["results"]] == [listing.code]


def test_a_calculation_costs_a_constant_and_small_number_of_queries() -> None:
    people = build.bank_people()
    build.on_shelf(people)
    facts = build.facts(**GOOD)
    calculate(facts=facts, as_of=DAY, on=DAY, actor=ANONYMOUS)
    with CaptureQueriesContext(connection) as few:
        calculate(facts=facts, as_of=DAY, on=DAY, actor=ANONYMOUS)
    for number in range(10):
        build.on_shelf(people, build.form(f"第{number}种"))
    calculate(facts=facts, as_of=DAY, on=DAY, actor=ANONYMOUS)

    with CaptureQueriesContext(connection) as many:
        calculate(facts=facts, as_of=DAY, on=DAY, actor=ANONYMOUS)

    assert len(few) == len(many) == 2  # the stand of the catalogue, the version of the tables


def test_one_product_alone_answers_as_among_all() -> None:
    people = build.bank_people()
    listing = build.on_shelf(people)
    build.on_shelf(people, build.form("另一种"))
    facts = build.facts(**GOOD)

    alone = calculate_listing(facts=facts, on=DAY, code=listing.code, actor=ANONYMOUS)

    among = {result["listing"]: result for result in document(**GOOD)["results"]}
    assert alone == among[listing.code]
    with pytest.raises(ListingAbsent):
        calculate_listing(facts=facts, on=DAY, code="P999999", actor=ANONYMOUS)


def test_a_few_products_answer_as_among_all_in_the_order_asked() -> None:
    people = build.bank_people()
    codes = [build.on_shelf(people, build.form(name)).code for name in ("甲", "乙", "丙")]
    facts = build.facts(tax_paid="1")

    few = calculate_few(facts=facts, on=DAY, codes=[codes[2], "P999999", codes[0]], actor=ANONYMOUS)

    among = {result["listing"]: result for result in document(tax_paid="1")["results"]}
    assert few == [among[codes[2]], among[codes[0]]]


def test_a_facts_document_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(FactsFault):
        document(tax_payed="1")
