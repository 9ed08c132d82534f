"""Quoted terms after a benefit of the loan: exact to the fen, or not said at all."""

from datetime import date

import pytest

from kerong.catalogue.costs import Asked
from kerong.catalogue.policies.after_policy import LoanBenefit, after_policy

ON = date(2026, 3, 6)
YUAN = 100
HALF_LPR = LoanBenefit(
    code="BEIBEI-IP",
    name=("贴息", "Subsidy"),
    rate_ppm=15_500,
    day_count="act/365",
    securities=("ip_pledge",),
    cap_fen=None,
    principal_cap_fen=None,
    months=None,
)
MILLION = Asked(1_000_000 * YUAN, 43_500, 12, "interest-first", "30/360", 0)


def after(benefit: LoanBenefit = HALF_LPR, asked: Asked = MILLION, security: str = "ip_pledge"):
    return after_policy([benefit], asked, security, ON)


def test_a_million_for_a_year_at_4_35_with_1_55_subsidised() -> None:
    """Interest 12 × 3,625 = 43,500; subsidy 1,000,000 × 1.55 % × 365/365 = 15,500."""
    assert after() == (
        "BEIBEI-IP",
        {
            "annual_rate": "0.028000",
            "interest_yuan": "43500.00",
            "subsidy_yuan": "15500.00",
            "interest_after_yuan": "28000.00",
        },
    )


def test_days_are_counted_from_the_day_of_the_quote() -> None:
    """Six months from 6 March are 184 days: 1,000,000 × 1.55 % × 184/365 = 7,813.698…"""
    _, terms = after(asked=MILLION._replace(term_months=6)) or ("", {})

    assert terms["subsidy_yuan"] == "7813.70"


@pytest.mark.parametrize(
    "asked",
    [
        MILLION._replace(method="annuity"),
        MILLION._replace(method="equal-principal"),
        MILLION._replace(method=""),
        MILLION._replace(limit_fen=None),
        MILLION._replace(rate_ppm=None),
        MILLION._replace(rate_ppm=15_499),
    ],
    ids=["annuity", "equal principal", "no method", "no limit", "no rate", "cheaper than that"],
)
def test_nothing_is_said_where_it_would_not_be_exact(asked: Asked) -> None:
    assert after(asked=asked) is None


def test_nothing_is_said_of_a_loan_secured_otherwise() -> None:
    assert after(security="mortgage") is None
    assert after(HALF_LPR._replace(securities=()), security="mortgage") is not None


def test_caps_that_would_bind_leave_it_to_the_loan_itself() -> None:
    assert after(HALF_LPR._replace(cap_fen=15_500 * YUAN)) is not None
    assert after(HALF_LPR._replace(cap_fen=15_500 * YUAN - 1)) is None
    assert after(HALF_LPR._replace(principal_cap_fen=1_000_000 * YUAN)) is not None
    assert after(HALF_LPR._replace(principal_cap_fen=1_000_000 * YUAN - 1)) is None
    assert after(HALF_LPR._replace(months=12)) is not None
    assert after(HALF_LPR._replace(months=11)) is None


def test_the_cap_of_a_year_holds_in_each_year_of_a_longer_loan() -> None:
    """Two years: 15,500 in the first, 15,500 × 366/365 in the leap year 2027-03 to 2028-03."""
    two_years = MILLION._replace(term_months=24)
    leap = 15_542_46 + 1

    assert after(HALF_LPR._replace(cap_fen=leap), two_years) is not None
    assert after(HALF_LPR._replace(cap_fen=15_500 * YUAN), two_years) is None


def test_of_several_the_one_that_saves_most_counts_alone() -> None:
    more = HALF_LPR._replace(code="MORE", rate_ppm=20_000)

    code, terms = after_policy([HALF_LPR, more], MILLION, "ip_pledge", ON) or ("", {})

    assert code == "MORE"
    assert terms["subsidy_yuan"] == "20000.00"
