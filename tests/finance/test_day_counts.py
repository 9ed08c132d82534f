"""Days between any two dates, as each day count of a loan sees them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.dates import months_after
from kerong.finance.day_counts import DayCount
from kerong.finance.terms import DAY_COUNTS, TermsUnknown

DAYS = st.dates(date(2000, 1, 1), date(2090, 1, 1))


@pytest.mark.parametrize(
    ("anchor", "to_on", "days"),
    [
        (date(2026, 1, 31), date(2026, 2, 10), 10),
        (date(2026, 1, 31), date(2026, 2, 28), 30),  # clipped: a whole month
        (date(2026, 1, 31), date(2026, 3, 15), 45),
        (date(2028, 1, 29), date(2028, 2, 29), 30),  # the leap day is the due date
        (date(2028, 2, 29), date(2029, 2, 28), 360),
        (date(2026, 2, 28), date(2026, 3, 28), 30),
        (date(2026, 3, 1), date(2026, 3, 31), 30),
        (date(2026, 3, 1), date(2026, 4, 1), 30),  # the 31st day of a month earns nothing
    ],
)
def test_whole_months_count_thirty_days_and_the_rest_its_actual_ones(
    anchor: date, to_on: date, days: int
) -> None:
    assert DayCount("30/360", anchor).days(anchor, to_on) == days


def test_actual_days_take_the_leap_day_along() -> None:
    count = DayCount("act/365", date(2024, 2, 1))

    assert count.days(date(2024, 2, 1), date(2024, 3, 1)) == 29
    assert count.year_part(date(2024, 2, 1), date(2024, 3, 1)) == Fraction(29, 365)
    assert DayCount("act/360", date(2024, 2, 1)).year_part(
        date(2023, 2, 1), date(2023, 3, 1)
    ) == Fraction(28, 360)


@given(st.sampled_from(DAY_COUNTS), DAYS, st.lists(DAYS, min_size=3, max_size=3).map(sorted))
def test_days_add_up_over_any_cut(code: str, anchor: date, days: list[date]) -> None:
    count = DayCount(code, anchor)
    first, middle, last = days

    assert count.days(first, middle) + count.days(middle, last) == count.days(first, last)
    assert count.days(first, first) == 0


@given(st.sampled_from(DAY_COUNTS), DAYS, DAYS)
def test_time_never_runs_backwards(code: str, anchor: date, day: date) -> None:
    assert 0 <= DayCount(code, anchor).days(day, day + timedelta(days=1)) <= 3


@given(DAYS, st.integers(0, 400))
def test_thirty_days_a_month_hold_on_every_due_date(anchor: date, months: int) -> None:
    assert DayCount("30/360", anchor).days(anchor, months_after(anchor, months)) == 30 * months


def test_an_unknown_day_count_is_refused() -> None:
    with pytest.raises(TermsUnknown):
        DayCount("act/act", date(2026, 1, 1))
