"""Premiums by days, and what is given back of them, against figures computed by hand."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerong.finance.premiums import Cover, premium_fen, unearned_fen
from kerong.kernel.errors import Invalid

WAN = 1_000_000
YEAR = Cover(date(2026, 3, 10), date(2027, 3, 9))
TWO_HUNDRED = Cover(date(2026, 1, 1), date(2026, 7, 19))


def test_a_whole_year_costs_the_yearly_rate() -> None:
    assert YEAR.days == 365
    assert premium_fen(200 * WAN, Fraction(18, 1000), YEAR) == 3_600_000


def test_two_hundred_days_to_the_fen() -> None:
    """2,000,000 × 0.018 = 36,000 a year; × 200 ÷ 365 = 19,726.0274 yuan."""
    assert TWO_HUNDRED.days == 200
    assert premium_fen(200 * WAN, Fraction(18, 1000), TWO_HUNDRED) == 1_972_603


def test_a_leap_day_is_a_day_of_cover() -> None:
    """366 days at 1 % on 100 万: 10,000 × 366 ÷ 365 = 10,027.3973 yuan."""
    leap = Cover(date(2028, 1, 1), date(2028, 12, 31))
    assert premium_fen(100 * WAN, Fraction(1, 100), leap) == 1_002_740


def test_days_left_are_given_back() -> None:
    """Ended on the 73rd of 200 days: 19,726.03 × 127 ÷ 200 = 12,526.02905 yuan."""
    ended = date(2026, 3, 14)
    assert TWO_HUNDRED.days_after(ended) == 127
    assert unearned_fen(1_972_603, TWO_HUNDRED, ended) == 1_252_603


@pytest.mark.parametrize(
    ("ended", "left"),
    [(date(2025, 12, 1), 1_972_603), (date(2026, 7, 19), 0), (date(2027, 1, 1), 0)],
)
def test_before_it_begins_all_comes_back_and_after_its_last_day_nothing(
    ended: date, left: int
) -> None:
    assert unearned_fen(1_972_603, TWO_HUNDRED, ended) == left


def test_nothing_insured_costs_no_premium_but_is_refused() -> None:
    with pytest.raises(Invalid):
        premium_fen(0, Fraction(1, 100), YEAR)


@settings(max_examples=25)
@given(st.integers(1, 10**12), st.integers(0, 400), st.integers(0, 400))
def test_the_later_it_ends_the_less_comes_back_and_never_more_than_was_paid(
    paid: int, first: int, second: int
) -> None:
    early, late = sorted((first, second))
    day = TWO_HUNDRED.from_on.toordinal()
    left = [unearned_fen(paid, TWO_HUNDRED, date.fromordinal(day + gone)) for gone in (early, late)]
    assert paid >= left[0] >= left[1] >= 0
