"""登记期限: days from submission as the register counts them; a correction makes the clock rest."""

from dataclasses import dataclass
from datetime import date, timedelta

from kerong.contracts.pledges.models import Filing
from kerong.contracts.pledges.programmes import window_row
from kerong.finance.pledging import CALENDAR, RESTARTS
from kerong.kernel.workdays import Calendar, Due, add_working_days, working_days_between
from kerong.rules.programmes.held import Row
from kerong.rules.programmes.pledges import RegistrationTerms


@dataclass(frozen=True, slots=True)
class Clock:
    """From which day a filing counts, and how many days it rested."""

    from_on: date
    rested_days: int = 0


def filing_due(clock: Clock, row: Row[RegistrationTerms], calendar: Calendar) -> Due:
    """The last day to answer, by the row in force when it was submitted.

    Submitted on Friday 2026-03-06 with three working days: Wednesday the 11th; with ten days of
    the calendar: Monday the 16th.
    """
    days = row.terms.days + clock.rested_days
    if row.terms.days_are == CALENDAR:
        return Due(clock.from_on + timedelta(days=days), provisional=False)
    return add_working_days(clock.from_on, days, calendar)


def after_reply(
    filing: Filing, *, submitted_on: date, asked_on: date, replied_on: date, calendar: Calendar
) -> Clock:
    """From which day the clock counts after a correction, and how many days it rested.

    Where it restarts it counts anew from the reply; where it rests the days until the reply do not
    count: asked on Monday the 9th, answered on Thursday the 12th, three days rested.
    """
    terms = window_row(filing).terms
    if terms.after_correction == RESTARTS:
        return Clock(replied_on)
    began = filing.clock_from_on or submitted_on
    if terms.days_are == CALENDAR:
        return Clock(began, filing.rested_days + (replied_on - asked_on).days)
    rested = working_days_between(asked_on, replied_on, calendar)
    return Clock(began, filing.rested_days + rested)
