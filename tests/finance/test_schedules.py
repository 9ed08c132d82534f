"""Repayment plans against tables computed by hand, and what must hold for every plan.

The hand example throughout: 30,000 yuan at 12 % from 2026-01-31 over three months. Due dates are
clipped to 02-28, 03-31, 04-30, so the actual days are 28, 31, 30.
"""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.schedules import Fee, Schedule, Terms, build_schedule
from kerong.finance.terms import DAY_COUNTS, METHODS, TermsOutOfRange, TermsUnknown

# (principal, interest) of each payment in fen. Interest is balance × 12 % × days ÷ year, half up;
# the annuity's level payment is 30,000 ÷ Σ discount factors:
#   30/360  Σ = 1/1.01 + 1/1.01² + 1/1.01³ = 2.940985…                    → 10,200.66
#   act/365 Σ = 0.990878… + 0.980882… + 0.971302… = 2.943062…             → 10,193.47
#   act/360 Σ = 0.990753… + 0.980620… + 0.970911… = 2.942284…             → 10,196.16
BY_HAND = {
    ("annuity", "30/360"): [(990066, 30000), (999967, 20099), (1009967, 10100)],
    ("annuity", "act/365"): [(991731, 27616), (998879, 20468), (1009390, 9956)],
    ("annuity", "act/360"): [(991616, 28000), (998863, 20753), (1009521, 10095)],
    ("equal-principal", "30/360"): [(1000000, 30000), (1000000, 20000), (1000000, 10000)],
    ("equal-principal", "act/365"): [(1000000, 27616), (1000000, 20384), (1000000, 9863)],
    ("equal-principal", "act/360"): [(1000000, 28000), (1000000, 20667), (1000000, 10000)],
    ("interest-first", "30/360"): [(0, 30000), (0, 30000), (3000000, 30000)],
    ("interest-first", "act/365"): [(0, 27616), (0, 30575), (3000000, 29589)],
    ("interest-first", "act/360"): [(0, 28000), (0, 31000), (3000000, 30000)],
    ("bullet", "30/360"): [(3000000, 90000)],
    ("bullet", "act/365"): [(3000000, 87781)],
    ("bullet", "act/360"): [(3000000, 89000)],
}


def plan(method: str = "annuity", day_count: str = "30/360", **changed: object) -> Schedule:
    terms: dict[str, object] = {
        "principal_fen": 30_000_00,
        "annual_rate": Fraction(12, 100),
        "months": 3,
        "method": method,
        "day_count": day_count,
        "start_on": date(2026, 1, 31),
    }
    return build_schedule(Terms(**(terms | changed)))  # type: ignore[arg-type]


@pytest.mark.parametrize(("method", "day_count"), BY_HAND)
def test_every_method_and_day_count_agrees_with_the_table_by_hand(
    method: str, day_count: str
) -> None:
    rows = plan(method, day_count).instalments

    assert [(row.principal_fen, row.interest_fen) for row in rows] == BY_HAND[method, day_count]


def test_due_dates_are_clipped_to_the_month_end_and_counted_from_the_start() -> None:
    rows = plan().instalments

    assert [row.due_on for row in rows] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_a_leap_february_is_reached() -> None:
    rows = plan("interest-first", "act/365", start_on=date(2028, 1, 29)).instalments

    assert rows[0].due_on == date(2028, 2, 29)
    assert rows[0].days == 31


def test_the_published_example_of_a_million_at_3_45_percent() -> None:
    """等额本息, 100 万, 3.45 %, 12 months: 8.4899 万 a month, 1.8786 万 interest in all."""
    schedule = plan(principal_fen=1_000_000_00, annual_rate=Fraction(345, 10000), months=12)

    assert schedule.instalments[0].total_fen == 84_898_82
    assert schedule.instalments[-1].total_fen == 84_898_83
    assert schedule.total_interest_fen == 18_785_85
    assert schedule.apr == Fraction(34500, 10**6)


def test_interest_free_money_is_repaid_in_equal_parts_at_no_cost() -> None:
    schedule = plan(annual_rate=Fraction(0), principal_fen=100_00)

    assert [row.total_fen for row in schedule.instalments] == [33_33, 33_33, 33_34]
    assert schedule.apr == 0


def test_fees_raise_the_apr_and_leave_the_plan_alone() -> None:
    terms = Terms(
        principal_fen=30_000_00,
        annual_rate=Fraction(12, 100),
        months=3,
        method="annuity",
        day_count="30/360",
        start_on=date(2026, 1, 31),
    )

    free, charged = build_schedule(terms), build_schedule(terms, fees=[Fee(amount_fen=300_00)])

    assert charged.instalments == free.instalments
    assert charged.apr > free.apr


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"principal_fen": 0}, TermsOutOfRange),
        ({"months": 0}, TermsOutOfRange),
        ({"months": 601}, TermsOutOfRange),
        ({"annual_rate": Fraction(-1, 100)}, TermsOutOfRange),
        ({"annual_rate": Fraction(101, 100)}, TermsOutOfRange),
        ({"method": "balloon"}, TermsUnknown),
        ({"day_count": "act/act"}, TermsUnknown),
        ({"start_on": date(2199, 12, 1), "months": 600}, TermsOutOfRange),
    ],
)
def test_terms_outside_the_sensible_are_refused(
    changed: dict[str, object], fault: type[Exception]
) -> None:
    with pytest.raises(fault):
        plan(**changed)  # type: ignore[arg-type]


any_terms = st.builds(
    Terms,
    principal_fen=st.integers(1, 10**13),
    annual_rate=st.integers(0, 360_000).map(lambda ppm: Fraction(ppm, 10**6)),
    months=st.integers(1, 60),
    method=st.sampled_from(METHODS),
    day_count=st.sampled_from(DAY_COUNTS),
    start_on=st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)


@given(any_terms)
def test_the_parts_add_up_to_the_whole_and_nothing_is_left(terms: Terms) -> None:
    schedule = build_schedule(terms)
    rows = schedule.instalments

    assert sum(row.principal_fen for row in rows) == terms.principal_fen
    assert rows[-1].balance_fen == 0
    assert sum(row.interest_fen for row in rows) == schedule.total_interest_fen
    assert all(row.principal_fen >= 0 and row.interest_fen >= 0 for row in rows)


@given(any_terms)
def test_balances_only_fall_and_dates_only_rise(terms: Terms) -> None:
    rows = build_schedule(terms).instalments

    balances = [terms.principal_fen, *(row.balance_fen for row in rows)]
    dates = [terms.start_on, *(row.due_on for row in rows)]
    assert balances == sorted(balances, reverse=True)
    assert dates == sorted(set(dates))


@given(any_terms)
def test_interest_of_each_period_is_the_exact_one_within_half_a_fen(terms: Terms) -> None:
    year = 365 if terms.day_count == "act/365" else 360
    balance = terms.principal_fen
    for row in build_schedule(terms).instalments:
        exact = balance * terms.annual_rate * row.days / year
        assert abs(row.interest_fen - exact) <= Fraction(1, 2)
        balance = row.balance_fen


@given(any_terms)
def test_level_payments_differ_only_in_the_last(terms: Terms) -> None:
    rows = build_schedule(terms).instalments
    level = [row.total_fen for row in rows[:-1] if row.balance_fen]

    if terms.method == "annuity" and terms.principal_fen > 10**6:
        assert len(set(level)) <= 1
