"""The days an interest subsidy is computed for: a month, a quarter, a year, or any stretch."""

from dataclasses import dataclass
from datetime import date, timedelta

from kerong.contracts.subsidies.errors import ProgrammeWithoutPeriod

_LONGEST_DAYS = 3 * 366


@dataclass(frozen=True, slots=True)
class Period:
    """From `from_on` until before `to_on`. Raises ProgrammeWithoutPeriod."""

    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        if not 0 < (self.to_on - self.from_on).days <= _LONGEST_DAYS:
            told = {"from_on": self.from_on.isoformat(), "to_on": self.to_on.isoformat()}
            raise ProgrammeWithoutPeriod(**told)

    @property
    def first_month(self) -> str:
        return f"{self.from_on:%Y-%m}"

    @property
    def last_month(self) -> str:
        return f"{self.last_on:%Y-%m}"

    @property
    def last_on(self) -> date:
        return self.to_on - timedelta(days=1)


def quarter_of(day: date) -> Period:
    """The calendar quarter the day lies in."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    after = date(day.year + first.month // 10, (first.month + 2) % 12 + 1, 1)
    return Period(first, after)


def year_of(day: date) -> Period:
    return Period(date(day.year, 1, 1), date(day.year + 1, 1, 1))
