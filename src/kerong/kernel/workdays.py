"""Working-day (工作日) arithmetic over a held calendar; unknown years are marked provisional."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

MOST_DAYS = 5000
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5


class Calendar(Protocol):
    """What the State Council announced, day by day."""

    def is_working(self, day: date) -> bool: ...

    def is_provisional(self, day: date) -> bool:
        """True when the day's year is not announced and the weekday rule stands in."""
        ...


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline; provisional when any day counted on the way to it is provisional."""

    on: date
    provisional: bool


class WeekdayCalendar:
    """Monday to Friday, all of it provisional: what is left when no calendar is held."""

    def is_working(self, day: date) -> bool:
        return weekday_rule(day)

    def is_provisional(self, day: date) -> bool:
        return True


def weekday_rule(day: date) -> bool:
    """Stands in for an unannounced year: Monday to Friday work, weekends rest."""
    return day.weekday() < _SATURDAY


def add_working_days(start: date, days: int, calendar: Calendar) -> Due:
    """The deadline `days` working days after `start`; the first day after `start` can be day 1.

    Zero days is `start` itself, or the next working day when `start` is a rest day: a deadline
    never lands on a rest day. Raises ValueError below zero or above 5000 days.
    """
    if not 0 <= days <= MOST_DAYS:
        raise ValueError(f"between 0 and {MOST_DAYS} working days, not {days}")
    day, left, provisional = start, days, False
    if days == 0:
        provisional = calendar.is_provisional(day)
        while not calendar.is_working(day):
            day += _ONE_DAY
            provisional = provisional or calendar.is_provisional(day)
    while left:
        day += _ONE_DAY
        provisional = provisional or calendar.is_provisional(day)
        left -= calendar.is_working(day)
    return Due(on=day, provisional=provisional)


def working_days_between(a: date, b: date, calendar: Calendar) -> int:
    """Working days after `a` up to and with `b`; negative when `b` lies before `a`."""
    if b < a:
        return -working_days_between(b, a, calendar)
    span = (b - a).days
    return sum(calendar.is_working(a + timedelta(days=gone)) for gone in range(1, span + 1))
