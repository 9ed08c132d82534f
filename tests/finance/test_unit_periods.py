"""Unit periods: which stretch a loan is measured in, and how far apart two days are in it."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.unit_periods import DAY, HALF_MONTH, MONTH, WEEK, YEAR, Unit, unit_of

START = date(2026, 1, 31)
DRAWN = [date(2026, 1, 1)]


@pytest.mark.parametrize(
    ("payments", "unit"),
    [
        ([date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)], Unit(MONTH)),
        ([date(2026, 1, 29), date(2026, 2, 28), date(2026, 3, 29)], Unit(MONTH)),
        ([date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)], Unit(MONTH, 3)),
        ([date(2026, 1, 15), date(2026, 1, 31), date(2026, 2, 15)], Unit(HALF_MONTH)),
        ([date(2026, 1, 8), date(2026, 1, 22), date(2026, 2, 5)], Unit(WEEK, 2)),
        ([date(2026, 1, 11), date(2026, 1, 21), date(2026, 1, 31)], Unit(DAY, 10)),
        ([date(2027, 1, 1), date(2028, 1, 1), date(2029, 1, 1)], YEAR),
    ],
)
def test_the_stretch_that_repeats_is_the_unit(payments: list[date], unit: Unit) -> None:
    assert unit_of(DRAWN, payments) == unit


def test_of_two_stretches_equally_often_the_shorter_counts() -> None:
    weeks = [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16)]
    months = [date(2026, 4, 16), date(2026, 5, 16)]

    assert unit_of(DRAWN, [*weeks, *months]) == Unit(WEEK)


def test_stretches_longer_than_a_year_never_are_the_unit() -> None:
    payments = [date(2028, 1, 1), date(2030, 1, 1), date(2032, 1, 1)]

    assert unit_of(DRAWN, payments) == YEAR


def test_where_nothing_repeats_the_average_is_rounded_to_a_standard_stretch() -> None:
    """20 and 41 days, 30.5 on average: a month of 30.4, not four weeks of 28 or five of 35."""
    payments = [date(2026, 2, 1), date(2026, 2, 21), date(2026, 4, 3)]

    assert unit_of(DRAWN, payments) == Unit(MONTH)


@pytest.mark.parametrize(
    ("due", "unit"),
    [
        (date(2026, 7, 1), Unit(MONTH, 6)),
        (date(2026, 1, 29), Unit(DAY, 28)),
        (date(2027, 1, 1), YEAR),
        (date(2028, 6, 1), YEAR),
    ],
)
def test_one_payment_is_measured_by_its_term_and_at_most_a_year(due: date, unit: Unit) -> None:
    assert unit_of(DRAWN, [due]) == unit


@pytest.mark.parametrize(
    ("unit", "first", "last", "apart"),
    [
        (Unit(MONTH), date(1978, 2, 10), date(1978, 4, 1), (1, Fraction(19, 30))),
        (Unit(HALF_MONTH), date(1978, 2, 23), date(1978, 3, 1), (0, Fraction(6, 15))),
        (Unit(HALF_MONTH), date(1978, 2, 23), date(1978, 3, 16), (1, Fraction(6, 15))),
        (Unit(MONTH, 3), date(1978, 5, 23), date(1978, 10, 1), (1, Fraction(39, 90))),
        (Unit(WEEK), date(1978, 3, 20), date(1978, 4, 21), (4, Fraction(4, 7))),
        (Unit(DAY, 10), date(2026, 1, 1), date(2026, 1, 26), (2, Fraction(1, 2))),
        (YEAR, date(2026, 1, 1), date(2028, 7, 1), (2, Fraction(1, 2))),
        (YEAR, date(2026, 1, 1), date(2028, 1, 21), (2, Fraction(20, 365))),
        (Unit(MONTH), START, date(2026, 2, 28), (1, Fraction(0))),
    ],
)
def test_days_apart_are_counted_back_from_the_later_one(
    unit: Unit, first: date, last: date, apart: tuple[int, Fraction]
) -> None:
    assert unit.between(first, last) == apart


@pytest.mark.parametrize(
    ("unit", "a_year", "said"),
    [
        (Unit(MONTH), 12, "1 month"),
        (Unit(MONTH, 2), 6, "2 months"),
        (Unit(HALF_MONTH), 24, "1 half-month"),
        (Unit(WEEK, 4), 13, "4 weeks"),
        (Unit(DAY, 255), Fraction(365, 255), "255 days"),
        (YEAR, 1, "12 months"),
    ],
)
def test_a_unit_says_how_many_make_a_year(unit: Unit, a_year: Fraction, said: str) -> None:
    assert (unit.a_year, str(unit)) == (a_year, said)


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(0, 20_000),
    st.integers(0, 400),
    st.sampled_from([Unit(MONTH), Unit(MONTH, 3), Unit(HALF_MONTH), Unit(WEEK, 2), YEAR]),
)
def test_a_later_day_is_never_nearer(start: date, days: int, more: int, unit: Unit) -> None:
    near = sum(unit.between(start, start + timedelta(days)))
    far = sum(unit.between(start, start + timedelta(days + more)))

    assert near <= far + Fraction(3, 28)  # months of 28 to 31 days all count thirty
