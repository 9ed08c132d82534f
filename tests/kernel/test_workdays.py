"""Working days against the announced calendars of five years and an independent naive count."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kerong.kernel.workdays import (
    Due,
    WeekdayCalendar,
    add_working_days,
    weekday_rule,
    working_days_between,
)

VECTORS = Path(__file__).parent / "vectors" / "workdays_2019_2023.csv"


class Announced:
    """The five announced years; later years by weekday, marked."""

    def __init__(self) -> None:
        with VECTORS.open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        self.working = {date.fromisoformat(row["date"]): row["is_workday"] == "1" for row in rows}

    def is_working(self, day: date) -> bool:
        return self.working.get(day, weekday_rule(day))

    def is_provisional(self, day: date) -> bool:
        return day not in self.working


class Drawn:
    """A made-up calendar: chosen rest days and chosen unannounced days."""

    def __init__(self, rest: set[date], unannounced: set[date]) -> None:
        self.rest, self.unannounced = rest, unannounced

    def is_working(self, day: date) -> bool:
        return day not in self.rest

    def is_provisional(self, day: date) -> bool:
        return day in self.unannounced


ANNOUNCED = Announced()


def counted_on_fingers(start, days, calendar):
    """The independent oracle: list every working day of the next years, take the n-th."""
    after = [start + timedelta(days=step) for step in range(1, 8 * days + 120)]
    working = [day for day in after if calendar.is_working(day)]
    landed = working[days - 1]
    walked = [day for day in after if day <= landed]
    return Due(landed, any(calendar.is_provisional(day) for day in walked))


def test_the_weekend_does_not_count():
    friday = date(2023, 3, 3)
    assert add_working_days(friday, 1, ANNOUNCED) == Due(date(2023, 3, 6), provisional=False)
    assert add_working_days(friday, 5, ANNOUNCED).on == date(2023, 3, 10)


def test_make_up_saturdays_count_and_spring_festival_does_not():
    before_the_feast = date(2023, 1, 20)  # the 21st to the 27th rest, the 28th and 29th make up
    assert add_working_days(before_the_feast, 1, ANNOUNCED).on == date(2023, 1, 28)
    assert add_working_days(before_the_feast, 2, ANNOUNCED).on == date(2023, 1, 29)
    assert add_working_days(before_the_feast, 3, ANNOUNCED).on == date(2023, 1, 30)


def test_a_festival_over_the_turn_of_the_year():
    assert add_working_days(date(2022, 12, 30), 1, ANNOUNCED).on == date(2023, 1, 3)


def test_a_deadline_beyond_the_announced_years_is_provisional():
    assert add_working_days(date(2023, 12, 28), 1, ANNOUNCED).provisional is False
    assert add_working_days(date(2023, 12, 29), 1, ANNOUNCED) == Due(date(2024, 1, 1), True)


def test_no_days_is_the_day_itself_or_the_next_working_day():
    assert add_working_days(date(2023, 3, 3), 0, ANNOUNCED).on == date(2023, 3, 3)
    assert add_working_days(date(2023, 3, 4), 0, ANNOUNCED).on == date(2023, 3, 6)
    assert add_working_days(date(2023, 12, 31), 0, ANNOUNCED) == Due(date(2024, 1, 1), True)


@pytest.mark.parametrize("days", [-1, 5001])
def test_absurd_terms_are_refused(days):
    with pytest.raises(ValueError):
        add_working_days(date(2023, 1, 1), days, ANNOUNCED)


def test_every_announced_day_is_walked_one_by_one():
    """Golden: from the last day of 2018 on, the n-th working day is the n-th one of the table."""
    golden = [day for day, working in sorted(ANNOUNCED.working.items()) if working]
    for position in range(1, len(golden) + 1, 7):
        due = add_working_days(date(2018, 12, 31), position, ANNOUNCED)
        assert due == Due(golden[position - 1], provisional=False)


@settings(max_examples=1000, deadline=None)
@given(
    st.dates(date(2018, 12, 1), date(2023, 12, 31)), st.integers(1, 60)
)  # fmt: skip
def test_adding_agrees_with_counting_on_fingers(start, days):
    assert add_working_days(start, days, ANNOUNCED) == counted_on_fingers(start, days, ANNOUNCED)


@settings(max_examples=500, deadline=None)
@given(
    st.dates(date(2026, 1, 1), date(2026, 3, 1)),
    st.integers(1, 15),
    st.sets(st.integers(0, 90), max_size=60),
    st.sets(st.integers(0, 90), max_size=5),
)
def test_any_set_of_rest_days_is_counted_right(start, days, resting, unannounced):
    first = date(2026, 1, 1)
    calendar = Drawn(
        {first + timedelta(days=gone) for gone in resting},
        {first + timedelta(days=gone) for gone in unannounced},
    )
    due = add_working_days(start, days, calendar)
    assert due == counted_on_fingers(start, days, calendar)
    assert calendar.is_working(due.on)


@settings(max_examples=300, deadline=None)
@given(st.dates(date(2019, 1, 1), date(2023, 6, 30)), st.integers(0, 80))
def test_subtracting_undoes_adding_and_more_days_never_come_sooner(start, days):
    due = add_working_days(start, days, ANNOUNCED)
    if days:
        assert add_working_days(start, days + 1, ANNOUNCED).on > due.on
        assert working_days_between(start, due.on, ANNOUNCED) == days
        assert working_days_between(due.on, start, ANNOUNCED) == -days


def test_without_any_calendar_weekdays_stand_in_and_say_so():
    due = add_working_days(date(2031, 1, 3), 1, WeekdayCalendar())
    assert due == Due(date(2031, 1, 6), provisional=True)
