"""What programmes give back on a loan that is not drawn yet, by loan year, and its rate then."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerong.finance.rates import SeveralRates
from kerong.finance.reliefs import PlannedLoan, Relief, cost_after, given_back
from kerong.finance.subsidy_terms import OF_INTEREST, OF_RATE, ShareRange, SubsidyTerms
from kerong.finance.terms import METHODS, Terms

WHOLE = {"all": ShareRange(Fraction(1), Fraction(1))}
MILLION = 100_000_000  # fen
START = date(2026, 3, 6)


def loan(fee_fen: int = 0, **changes: object) -> PlannedLoan:
    usual = {
        "principal_fen": MILLION,
        "annual_rate": Fraction("0.0435"),
        "months": 36,
        "method": "interest-first",
        "day_count": "30/360",
        "start_on": START,
    }
    return PlannedLoan(Terms(**(usual | changes)), fee_fen)  # type: ignore[arg-type]


def points(rate: str = "0.015", **changes: object) -> Relief:
    given = {"kind": OF_RATE, "rate": Fraction(rate), "shares": WHOLE} | changes
    return Relief("A", SubsidyTerms(**given))  # type: ignore[arg-type]


def test_points_for_two_years_of_a_loan_of_three() -> None:
    """1,000,000 × 1.5 % × 365/365 = 15,000.00; × 366/365 = 15,041.0959 in the leap year; then 0."""
    assert given_back(points(months=24), loan()) == (1_500_000, 1_504_110, 0)


def test_a_falling_principal_earns_less() -> None:
    """20,000 in two parts at 12 %, 6 % of it subsidised: 20,000 × 6 % × 31/365 = 101.9178 until
    6 April, 10,000 × 6 % × 30/365 = 49.3151 until 6 May: 151.23."""
    two = loan(principal_fen=2_000_000, annual_rate=Fraction("0.12"), months=2)
    parts = loan(
        principal_fen=2_000_000,
        annual_rate=Fraction("0.12"),
        months=2,
        method="equal-principal",
    )

    assert given_back(points("0.06"), parts) == (15_123,)
    assert given_back(points("0.06"), two) == (20_055,)  # 20,000 × 6 % × 61/365 = 200.5479


def test_a_cap_of_the_year_holds_each_year_and_a_cap_of_the_firm_over_all() -> None:
    assert given_back(points(firm_year_cap_fen=1_000_000), loan()) == (1_000_000,) * 3
    assert given_back(points(firm_cap_fen=2_500_000), loan()) == (1_500_000, 1_000_000, 0)


def test_only_so_much_principal_counts() -> None:
    """400,000 of the million: 6,000.00 a year, 6,016.44 in the leap year."""
    assert given_back(points(principal_cap_fen=40_000_000), loan())[:2] == (600_000, 601_644)


def test_never_more_than_the_interest_of_the_year() -> None:
    """5 points off a loan at 4.35 %: all of the 43,500 a year, and not a fen more."""
    assert given_back(points("0.05"), loan()) == (4_350_000,) * 3


def test_half_of_the_interest_by_the_loans_own_day_count() -> None:
    half = {"all": ShareRange(Fraction(1, 2), Fraction(1, 2))}
    relief = Relief("A", SubsidyTerms(kind=OF_INTEREST, shares=half))

    assert given_back(relief, loan(months=18)) == (2_175_000, 1_087_500)


def test_a_fee_is_given_back_up_to_what_it_is() -> None:
    """A fee of 10,000 a year; 2 % of a million would be 20,000."""
    relief = Relief("A", points("0.02").terms, of_fee=True)

    assert given_back(relief, loan(1_000_000, months=24)) == (1_000_000, 1_000_000)
    assert given_back(relief, loan(months=24)) == (0, 0)


def test_a_year_paid_at_once_costs_what_is_left() -> None:
    """(1,043,500 − 15,500) ÷ 1,000,000 − 1 = 2.8 %, by the docstring."""
    year = loan(months=12, method="bullet")

    assert cost_after(year, [given_back(points("0.0155"), year)]).apr == Fraction("0.028")


def test_a_fee_given_back_comes_later_than_a_fee_that_is_not_asked() -> None:
    """Back after the year: 1,033,500 ÷ 990,000 − 1 = 4.3939 %; half of it not asked:
    1,043,500 ÷ 995,000 − 1 = 4.8744 %."""
    year = loan(1_000_000, months=12, method="bullet")

    assert cost_after(year, [(1_000_000,)]).apr == Fraction("0.043939")
    assert cost_after(year, [], fee_saved_fen=500_000).apr == Fraction("0.048744")
    assert cost_after(year, []).apr == year.plan.apr == Fraction("0.054040")


def test_a_subsidy_of_the_first_year_alone_counts_in_that_year_alone() -> None:
    """36 months of 3,625, less 15,000 in month 12: discounted at the rate found it is the million.

    It lowers the rate by about a third of 1.5 points: 4.35 % → 3.84 %.
    """
    found = cost_after(loan(), [given_back(points(months=12), loan())]).apr
    month = float(found) / 12
    flows = [362_500.0] * 36
    flows[11] -= 1_500_000
    flows[35] += MILLION
    worth = sum(fen / (1 + month) ** no for no, fen in enumerate(flows, start=1))

    assert worth == pytest.approx(MILLION, abs=300)  # the rate is told in whole millionths
    assert Fraction("0.0383") < found < Fraction("0.0385")


def test_what_comes_back_under_a_loan_paid_at_once_arrives_at_its_end() -> None:
    """Two years at 4.35 %: 1,087,000 less 15,000 + 15,041.10; √1.05695890 − 1 = 2.8085 % a year."""
    two = loan(months=24, method="bullet")
    cost = cost_after(two, [given_back(points(), two)])

    assert float(cost.effective_rate) == pytest.approx(1.0569589**0.5 - 1, abs=2e-6)


def test_money_that_goes_back_and_forth_has_no_one_rate() -> None:
    long = loan(months=360, method="annuity", annual_rate=Fraction("0.24"))

    with pytest.raises(SeveralRates):
        cost_after(long, [[20_000_000] * 30])


@settings(max_examples=20, deadline=None)
@given(
    principal=st.integers(1_000_000, 10**10),
    rate=st.integers(1_000, 120_000),
    months=st.sampled_from([1, 6, 12, 18, 36]),
    method=st.sampled_from(METHODS),
    off=st.integers(1_000, 60_000),
)
def test_a_relief_never_costs_and_never_pays_more_than_interest(
    principal: int, rate: int, months: int, method: str, off: int
) -> None:
    planned = loan(
        principal_fen=principal, annual_rate=Fraction(rate, 10**6), months=months, method=method
    )
    given = given_back(points(str(Fraction(off, 10**6))), planned)
    after = cost_after(planned, [given]).apr

    assert 0 <= after <= planned.plan.apr
    for no, fen in enumerate(given, start=1):
        assert 0 <= fen <= planned.interest_of_year(no)
