"""Claims read from documents, and what is answered; the sums are those of the formula's tests."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from kerong.finance.fields import FieldUnreadable
from kerong.finance.lpr import Publication
from kerong.finance.subsidy import InterestMissing, subsidy_of
from kerong.finance.subsidy_document import claim_of, subsidy_document
from kerong.finance.subsidy_terms import ShareRange, SubsidyTerms

HALF = {"all": ShareRange(Fraction(1, 2), Fraction(1, 2))}
FUYANG = SubsidyTerms(kind="lpr", date_rule="contract-date", shares=HALF)
LPR = (
    Publication(date(2024, 2, 20), Fraction(345, 10000), Fraction(395, 10000)),
    Publication(date(2024, 3, 20), Fraction(345, 10000), Fraction(395, 10000)),
)
STRETCH = {
    "contract_on": "2024-03-01",
    "principal_yuan": "3000000",
    "from_on": "2024-03-15",
    "to_on": "2025-03-14",
    "rate": "0.032",
}


def amount(document: dict[str, Any], terms: SubsidyTerms = FUYANG) -> str:
    found = subsidy_of(terms, claim_of(document, terms, LPR))
    text: str = subsidy_document(found)["amount_yuan"]
    return text


def test_one_stretch_by_hand() -> None:
    assert amount(STRETCH) == "51608.22"


def test_segments_say_what_is_overdue() -> None:
    """184 days of 364 count: 26,087.67."""
    rows = [
        {
            "from_on": "2024-03-15",
            "to_on": "2024-09-15",
            "balance_yuan": "3000000",
            "rate": "0.0345",
        },
        {
            "from_on": "2024-09-15",
            "to_on": "2025-03-14",
            "balance_yuan": "3000000",
            "overdue": True,
        },
    ]

    assert amount({"contract_on": "2024-03-01", "segments": rows}) == "26087.67"


def test_a_history_is_cut_to_the_period_claimed() -> None:
    """All events there are; of 2024 only the stretch claimed counts.

    300 万 from 15 March to 15 September, 200 万 to the end of the year: (300 × 184 + 200 × 108)
    × 3.45 % ÷ 365 ÷ 2 = 36,295.89.
    """
    loan = {
        "rate": "0.0345",
        "matures_on": "2025-09-14",
        "dues": [{"on": "2024-09-15", "principal_yuan": "1000000"}],
        "events": [
            {"kind": "drawn", "on": "2024-03-15", "amount_yuan": "3000000"},
            {"kind": "repaid", "on": "2024-09-15", "amount_yuan": "1000000"},
            {"kind": "rate", "on": "2025-01-01", "rate": "0.031"},
            {"kind": "extended", "on": "2025-09-14", "matures_on": "2026-09-14"},
            {
                "kind": "replanned",
                "on": "2025-10-01",
                "dues": [{"on": "2026-09-14", "principal_yuan": "2000000"}],
            },
        ],
    }
    claim = {"contract_on": "2024-03-01", "loan": loan, "from_on": "2024-01-01"}

    assert amount(claim | {"to_on": "2025-01-01"}) == "36295.89"


def test_rates_of_the_document_stand_before_those_held() -> None:
    row = {"published_on": "2024-02-20", "one_year": "0.0300", "five_year": "0.0350"}

    assert amount(STRETCH | {"lpr": [row]}) == "44876.71"  # 3,000,000 × 3 % × 364/365 ÷ 2


def test_interest_nobody_named_is_taken_as_agreed_or_no_ceiling() -> None:
    """At 1 % the firm pays 29,917.81, less than the half of the LPR."""
    without_rate = {key: value for key, value in STRETCH.items() if key != "rate"}

    assert amount(STRETCH | {"rate": "0.01"}) == "29917.81"
    assert amount(without_rate) == "51608.22"
    assert amount(without_rate | {"interest_paid_yuan": "1.00"}) == "1.00"
    of_interest = SubsidyTerms(kind="interest", shares=HALF)
    with pytest.raises(InterestMissing):
        amount(without_rate, of_interest)


def test_the_answer_speaks_both_languages() -> None:
    found = subsidy_of(FUYANG, claim_of(STRETCH, FUYANG, LPR))

    assert subsidy_document(found)["steps"][-1] == {"say": "贴息金额", "value": "51608.22"}
    assert subsidy_document(found, "en")["steps"][-1] == {"say": "subsidy", "value": "51608.22"}


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"principal": 1}, "principal"),
        ({"to_on": None}, "to_on"),
        ({"segments": [{"from_on": "2024-01-02", "to_on": "2024-01-01", "balance_yuan": 1}]},
         "segments[0].to_on"),
        ({"segments": [{"from_on": "2024-01-01", "to_on": "2024-01-02", "balance_yuan": -1}]},
         "segments[0].balance_yuan"),
        ({"loan": {"rate": "0.03", "matures_on": "2025-01-01", "events": [
            {"kind": "given", "on": "2024-01-01"}]}}, "loan.events[0].kind"),
    ],
)  # fmt: skip
def test_a_fault_names_its_place(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(FieldUnreadable) as refused:
        claim_of(STRETCH | changed, FUYANG, LPR)

    assert refused.value.facts["field"] == field
