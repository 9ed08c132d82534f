"""The working-day calendar as held: announced years exactly, others by weekday, provisional."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kerong.kernel.workdays import Calendar, weekday_rule
from kerong.reference.models import CalendarYear, WorkDay
from kerong.reference.versions import CALENDAR, held


@dataclass(frozen=True, slots=True)
class HeldCalendar:
    """Days that differ from the weekday rule, and the years that are announced."""

    exceptions: Mapping[date, bool]
    years: frozenset[int]

    def is_working(self, day: date) -> bool:
        known = self.exceptions.get(day)
        return weekday_rule(day) if known is None else known

    def is_provisional(self, day: date) -> bool:
        return day.year not in self.years


def held_calendar() -> Calendar:
    """One indexed read a call; the table itself is read once a process and version."""
    return held("calendar", (CALENDAR,), _read)


def last_announced_year() -> int | None:
    """The latest announced year; None when none is held."""
    return CalendarYear.objects.order_by("-year").values_list("year", flat=True).first()


def _read() -> HeldCalendar:
    return HeldCalendar(
        exceptions=dict(WorkDay.objects.values_list("day", "is_working")),
        years=frozenset(CalendarYear.objects.values_list("year", flat=True)),
    )
