"""The span of days a figure is about; its end is the first day that no longer counts."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.timezone import get_default_timezone


@dataclass(frozen=True, slots=True)
class Period:
    start: date
    end: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Local midnights of both ends, aware."""
        return _midnight(self.start), _midnight(self.end)

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def days(self) -> list[date]:
        return [self.start + timedelta(days=no) for no in range((self.end - self.start).days)]

    @property
    def offsets(self) -> set[int]:
        """Every distance of local time from UTC within the period, in seconds."""
        return {
            int(offset.total_seconds())
            for day in [*self.days, self.end]
            if (offset := _midnight(day).utcoffset()) is not None
        }


def day_of(on: date) -> Period:
    return Period(on, on + timedelta(days=1))


def month_of(on: date) -> Period:
    first = on.replace(day=1)
    return Period(first, (first + timedelta(days=32)).replace(day=1))


def year_of(on: date) -> Period:
    return Period(date(on.year, 1, 1), date(on.year + 1, 1, 1))


def days_up_to(on: date, count: int) -> Period:
    return Period(on - timedelta(days=count - 1), on + timedelta(days=1))


def spanning(*periods: Period) -> Period:
    """The shortest period that holds all of these."""
    return Period(min(each.start for each in periods), max(each.end for each in periods))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_default_timezone())
