"""The printed documents have exactly the published shape: text for money and rates."""

from datetime import date
from fractions import Fraction

import pytest

from kerong.finance.documents import apr_document, irr_document, schedule_document
from kerong.finance.terms import Fee, Terms

LOAN = Terms(
    principal_fen=30_000_00,
    annual_rate=Fraction(12, 100),
    months=3,
    method="equal-principal",
    day_count="act/365",
    start_on=date(2026, 1, 31),
)


def test_the_plan_is_printed_in_yuan_and_iso_days() -> None:
    document = schedule_document(LOAN)

    assert document["instalments"] == [
        {
            "no": 1, "due_on": "2026-02-28", "days": 28, "principal_yuan": "10000.00",
            "interest_yuan": "276.16", "total_yuan": "10276.16", "balance_yuan": "20000.00",
        },
        {
            "no": 2, "due_on": "2026-03-31", "days": 31, "principal_yuan": "10000.00",
            "interest_yuan": "203.84", "total_yuan": "10203.84", "balance_yuan": "10000.00",
        },
        {
            "no": 3, "due_on": "2026-04-30", "days": 30, "principal_yuan": "10000.00",
            "interest_yuan": "98.63", "total_yuan": "10098.63", "balance_yuan": "0.00",
        },
    ]  # fmt: skip
    assert document["total_interest_yuan"] == "578.63"
    assert list(document) == ["instalments", "total_interest_yuan", "apr", "effective_rate"]


def test_rates_are_fractions_with_six_decimals() -> None:
    """30/360 at 1 % a month: 12 % a year, 1.01¹² − 1 = 12.6825 % effective."""
    document = schedule_document(
        Terms(
            principal_fen=10**9,
            annual_rate=Fraction(12, 100),
            months=2,
            method="interest-first",
            day_count="30/360",
            start_on=date(2026, 1, 1),
        )
    )

    assert (document["apr"], document["effective_rate"]) == ("0.120000", "0.126825")


def test_fees_show_in_the_rates_only() -> None:
    plain, charged = schedule_document(LOAN), schedule_document(LOAN, fees=[Fee(amount_fen=90_00)])

    assert charged["instalments"] == plain["instalments"]
    assert charged["total_interest_yuan"] == plain["total_interest_yuan"]
    assert charged["apr"] > plain["apr"]


def test_the_rate_of_dated_flows_is_printed_with_their_count() -> None:
    flows = [(date(2026, 1, 1), -1_000_00), (date(2027, 1, 1), 1_100_00)]

    assert irr_document(flows) == {"annual_rate": "0.100000", "flows": 2}


def test_the_cost_of_dated_flows_names_the_unit_it_was_measured_in() -> None:
    """10 % for half a year, 5 % a unit: 1.05² − 1 = 10.25 % effective."""
    flows = [(date(2026, 1, 1), -1_000_00), (date(2026, 7, 1), 1_050_00)]

    assert apr_document(flows) == {
        "apr": "0.100000",
        "effective_rate": "0.102500",
        "unit_period": "6 months",
        "units_a_year": "2.000000",
        "flows": 2,
    }


@pytest.mark.parametrize("day_count", ["30/360", "act/365", "act/360"])
def test_a_loan_of_fifty_years_is_still_planned(day_count: str) -> None:
    document = schedule_document(
        Terms(
            principal_fen=10**12,
            annual_rate=Fraction(490, 10_000),
            months=600,
            method="annuity",
            day_count=day_count,
            start_on=date(2026, 8, 31),
        )
    )

    assert len(document["instalments"]) == 600
    assert document["instalments"][-1]["due_on"] == "2076-08-31"
    assert document["instalments"][-1]["balance_yuan"] == "0.00"
