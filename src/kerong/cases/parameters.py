"""The numbers of the open take-up by date: days of each clock, places, and how much one may hold.

A need keeps the numbers of the day it was opened. Sources: take-up, contact and decision follow
the "135" of comparable platforms and the seven working days promised here; the rest is our own.
"""

from dataclasses import dataclass
from datetime import date

from kerong.kernel.dated import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockNumbers:
    """Working days; a quote's validity and a consent's longest term are calendar days."""

    since: date
    take_up_days: int = 1
    contact_days: int = 3
    decision_days: int = 7
    papers_days: int = 5
    payout_days: int = 10  # inferred: no source says how soon approved credit is paid out
    rating_days: int = 7  # "7 days, then archived" of comparable platforms, as working days
    rating_answer_days: int = 5
    quote_least_days: int = 3
    quote_most_days: int = 90
    consent_days: int = 120
    places: int = 3
    live_limit: int = 20


NUMBERS = (ClockNumbers(since=date(2020, 1, 1)),)


def numbers_on(day: date) -> ClockNumbers:
    """The numbers in force on a day; before the first date, the first ones."""
    return in_force(NUMBERS, day)


def places_of(mode: str, day: date) -> int:
    """A need addressed to one institution has one place."""
    return numbers_on(day).places if mode == "open" else 1
