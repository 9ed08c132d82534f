"""Deadlines of an application in working days; pure over a calendar.

The decision clock runs from acceptance and rests while the firm's papers were awaited.
"""

from datetime import date, timedelta

from kerong.cases.applications.parameters import days_on
from kerong.kernel.workdays import Calendar, Due, add_working_days, working_days_between


def acceptance_due(submitted_on: date, paused: int, calendar: Calendar) -> Due:
    """The last day to accept or ask; after it the application counts as accepted."""
    return add_working_days(submitted_on, days_on(submitted_on).accept.count + paused, calendar)


def correction_due(submitted_on: date, asked_on: date, calendar: Calendar) -> Due:
    return add_working_days(asked_on, days_on(submitted_on).correction.count, calendar)


def rested(asked_on: date, due_on: date, answered_on: date, calendar: Calendar) -> int:
    """Working days the clock rested: until the answer, at most until the firm's own day."""
    return working_days_between(asked_on, min(due_on, answered_on), calendar)


def review_due(submitted_on: date, opened_on: date, calendar: Calendar) -> Due:
    return add_working_days(opened_on, days_on(submitted_on).review.count, calendar)


def decision_due(submitted_on: date, accepted_on: date, calendar: Calendar) -> Due:
    return add_working_days(accepted_on, days_on(submitted_on).decision.count, calendar)


def publicity_end(from_on: date, days: int, calendar: Calendar) -> Due:
    """The last day of publicity; never fewer days than the rule of its first day asks."""
    return add_working_days(from_on, max(days, days_on(from_on).publicity.count), calendar)


def reply_due(told_on: date, calendar: Calendar) -> Due:
    return add_working_days(told_on, days_on(told_on).reply.count, calendar)


def draft_lapses(kept_on: date) -> date:
    """The last day of a draft that nobody touches again."""
    return kept_on + timedelta(days=days_on(kept_on).draft.count)
