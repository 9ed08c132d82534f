"""What a calculation says of policies: outcome, amount, reasons, what is missing, what is near."""

from typing import Any

import pytest

from kerong.catalogue.matching import calculate_document
from kerong.kernel.actor import ANONYMOUS
from tests.build import policies as build
from tests.build.catalogue import DAY, reference

pytestmark = pytest.mark.django_db
ZONE = {"zone_registered_on": "2021-06-01", "zone_taxed_on": "2021-06-01"}


@pytest.fixture(autouse=True)
def library() -> None:
    reference()
    build.publish("hightech-listing", "hightech-star-bonus")


def calculated(facts: dict[str, Any], language: str = "zh-hans") -> dict[str, Any]:
    return calculate_document(document={"facts": facts}, on=DAY, actor=ANONYMOUS, language=language)


def test_a_clause_whose_conditions_are_all_met_gives_its_amount() -> None:
    found = build.entry(calculated({**ZONE, "has_share_reform": True}), "PC001")

    assert found["outcome"] == "meets"
    assert found["standing"] == "eligible"
    assert found["amount_yuan"] == "500000.00"
    assert found["document"] == "重庆高新区鼓励企业上市挂牌扶持办法"
    assert found["verified"] is False


def test_nobody_is_eligible_while_a_condition_is_unknown() -> None:
    found = build.entry(calculated(ZONE), "PC001")

    assert found["outcome"] == "unknown"
    assert found["standing"] == "needs_data"
    assert found["missing"] == ["has_share_reform"]
    assert found["smallest_change"] is None


def test_one_condition_short_is_a_near_miss_with_the_smallest_change() -> None:
    found = build.entry(calculated({**ZONE, "has_share_reform": False}), "PC001")

    assert (found["outcome"], found["standing"]) == ("fails", "near_miss")
    assert found["smallest_change"] == [{"fact": "has_share_reform", "from": False, "to": True}]
    assert found["amount_yuan"] == "500000.00"


def test_an_amount_of_nothing_fails_in_words_of_its_own() -> None:
    fourth = {**ZONE, "listed_board": "star", "star_listing_rank": 4}
    found = build.entry(calculated(fourth), "PC004")

    assert found["outcome"] == "fails"
    assert [line["say"] for line in found["lines"] if line["fact"] == "limit"] == [
        "测算金额须大于零"
    ]


def test_entries_stand_in_the_order_of_outcome_amount_and_code_and_in_both_languages() -> None:
    facts = {**ZONE, "has_share_reform": True, "is_ipo_accepted": True, "listed_board": "main"}
    english = calculated(facts, "en")["policies"]

    assert [row["listing"] for row in english] == ["PC002", "PC001", "PC004"]
    assert english[0]["name"] == "Listing application accepted"
    assert english[0]["institution"] == "Chongqing Hi-Tech Zone"


def test_a_firm_of_which_nothing_is_known_is_entitled_to_nothing() -> None:
    assert {row["standing"] for row in calculated({})["policies"]} == {"needs_data"}


def test_a_benefit_of_a_loan_names_what_it_eases_and_its_formula() -> None:
    build.publish("beibei-ip-interest")
    document = calculated({"division_code": "500109", "invention_patents": 1})

    found = build.entry(document, "BEIBEI-IP")
    assert found["amount_yuan"] is None
    assert found["on_loan"] == {"eases": "interest", "formula": "beibei", "rate": "0.015500"}
