"""Periods: which days a value describes, and the one year annual facts are read from."""

from datetime import date

import pytest

from kerong.rules.periods import anchor_year, full_years_between, read_period, years_before

AS_OF = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("point", (AS_OF, AS_OF)),
        ("point-1y", (date(2025, 6, 30), date(2025, 6, 30))),
        ("year", (date(2025, 1, 1), date(2025, 12, 31))),
        ("year-1", (date(2024, 1, 1), date(2024, 12, 31))),
        ("year-2", (date(2023, 1, 1), date(2023, 12, 31))),
        ("12m", (date(2025, 7, 1), AS_OF)),
        ("12m-1", (date(2024, 7, 1), date(2025, 6, 30))),
        ("2y", (date(2024, 7, 1), AS_OF)),
        ("3y", (date(2023, 7, 1), AS_OF)),
        ("derived", None),
    ],
)
def test_a_period_is_a_window_of_days(text, window):
    assert read_period(text).window(as_of=AS_OF, anchor_year=2025) == window
    assert str(read_period(text)) == text


def test_annual_facts_follow_the_anchor_year_and_not_the_day():
    window = read_period("year").window(as_of=AS_OF, anchor_year=2023)

    assert window == (date(2023, 1, 1), date(2023, 12, 31))
    assert read_period("year-1").annual
    assert not read_period("12m").annual


@pytest.mark.parametrize("text", ["", "4y", "year-3", "6 months", "pointless", "12m-3"])
def test_other_periods_are_refused(text):
    with pytest.raises(ValueError, match="period"):
        read_period(text)


@pytest.mark.parametrize(
    ("observed", "year"),
    [
        ([2023, 2024, 2025], 2025),
        ([2023, 2024], 2024),
        ([2026], 2025),
        ([2026, 2022], 2022),
        ([], 2025),
    ],
)
def test_the_anchor_is_the_latest_finished_year_with_observations(observed, year):
    assert anchor_year(observed, as_of=AS_OF) == year


def test_leap_days_fall_back_or_count_from_the_first_of_march():
    leap = date(2024, 2, 29)

    assert years_before(leap, 1) == date(2023, 2, 28)
    assert years_before(leap, 4) == date(2020, 2, 29)
    assert full_years_between(leap, date(2025, 2, 28)) == 0
    assert full_years_between(leap, date(2025, 3, 1)) == 1
