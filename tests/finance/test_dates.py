"""Due dates: counted from the start, clipped to the month's end, never moved."""

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.finance.dates import days_between, due_dates, months_after
from kerong.finance.terms import Terms, TermsOutOfRange


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 1, 31), 2, date(2026, 3, 31)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 5), 0, date(2026, 5, 5)),
    ],
)
def test_months_are_added_on_the_calendar(start: date, months: int, due: date) -> None:
    assert months_after(start, months) == due


def test_a_date_beyond_the_horizon_is_refused() -> None:
    with pytest.raises(TermsOutOfRange):
        months_after(date(2200, 6, 1), 12)


@given(st.dates(date(2000, 1, 1), date(2150, 1, 1)), st.integers(0, 600))
def test_the_day_is_kept_or_is_the_last_of_its_month(start: date, months: int) -> None:
    due = months_after(start, months)

    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == months
    last = monthrange(due.year, due.month)[1]
    assert due.day == min(start.day, last)


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
    st.integers(1, 120),
    st.sampled_from(["30/360", "act/365", "act/360"]),
)
def test_the_periods_fill_the_whole_term(start: date, months: int, day_count: str) -> None:
    terms = Terms(
        principal_fen=1,
        annual_rate=Fraction(0),
        months=months,
        method="annuity",
        day_count=day_count,
        start_on=start,
    )
    dates = due_dates(terms)
    days = days_between(terms, dates)

    if day_count == "30/360":
        assert days == [30] * months
    else:
        assert start + timedelta(days=sum(days)) == dates[-1]
        assert all(28 <= count <= 31 for count in days)
