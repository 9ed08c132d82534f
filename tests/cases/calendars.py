"""Calendars made up for tests: some days announced, the years after them unknown."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Announced:
    """Weekdays work except `rest`; Saturdays and Sundays rest except `made_up`."""

    rest: frozenset[date] = frozenset()
    made_up: frozenset[date] = frozenset()
    known_until: int = 2099

    def is_working(self, day: date) -> bool:
        if day in self.made_up:
            return True
        return day.weekday() < 5 and day not in self.rest

    def is_provisional(self, day: date) -> bool:
        return day.year > self.known_until
