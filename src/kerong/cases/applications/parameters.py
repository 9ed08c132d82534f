"""Days of the clocks of an application by date, in working days, each with its source.

Not all are law: what is marked inferred is our own default and shown as unverified.
"""

from dataclasses import dataclass
from datetime import date

from kerong.kernel.dated import in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationDays:
    """An application keeps the numbers of the day it was submitted."""

    since: date
    accept: int = 5  # told once within five working days; silence counts as acceptance
    correction: int = 5  # notice of correction, once
    review: int = 10  # inferred
    decision: int = 20  # inferred after the licensing law's twenty days for a decision
    publicity: int = 5  # at least; a clause may ask for more
    reply: int = 10  # intent and account of a firm that did not apply


DAYS = (ApplicationDays(since=date(2020, 1, 1)),)


def days_on(day: date) -> ApplicationDays:
    """The numbers in force on a day; before the first date, the first ones."""
    return in_force(DAYS, day)
