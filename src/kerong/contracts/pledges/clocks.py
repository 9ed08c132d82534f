"""登记期限: working days from submission; it rests during a correction, and then does as told."""

from datetime import date

from kerong.contracts.pledges.models import Filing
from kerong.contracts.pledges.programmes import registration_on
from kerong.finance.pledging import RESTARTS
from kerong.kernel.workdays import Calendar, Due, add_working_days, working_days_between


def filing_due(from_on: date, rested_days: int, submitted_on: date, calendar: Calendar) -> Due:
    """The last day to answer, by the table in force when it was submitted.

    Submitted on Friday 2026-03-06 with three days: Wednesday the 11th.
    """
    days = registration_on(submitted_on).terms.days
    return add_working_days(from_on, days + rested_days, calendar)


def after_reply(
    filing: Filing, *, submitted_on: date, asked_on: date, replied_on: date, calendar: Calendar
) -> tuple[date, int]:
    """From which day the clock counts after a correction, and how many working days it rested.

    Where it restarts it counts anew from the reply; where it rests the days until the reply do not
    count: asked on Monday the 9th, answered on Thursday the 12th, three days rested.
    """
    if registration_on(submitted_on).terms.after_correction == RESTARTS:
        return replied_on, 0
    began = filing.clock_from_on or submitted_on
    return began, filing.rested_days + working_days_between(asked_on, replied_on, calendar)
