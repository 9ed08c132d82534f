"""Deadlines of a need and of each take-up, in working days; pure over a calendar.

The decision clock of a take-up is the need's own (seven days from opening), put off by every
working day on which the firm held the matter: while its papers were awaited, and between the
first quote and its acceptance.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from kerong.cases.parameters import ClockNumbers, numbers_on
from kerong.kernel.workdays import Calendar, Due, add_working_days, working_days_between


@dataclass(frozen=True, slots=True)
class NeedClocks:
    take_up: Due
    decision: Due

    @property
    def provisional(self) -> bool:
        return self.take_up.provisional or self.decision.provisional


@dataclass(frozen=True, slots=True)
class TakeUpClocks:
    contact: Due
    decision: Due

    @property
    def provisional(self) -> bool:
        return self.contact.provisional or self.decision.provisional


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeUpDates:
    """The days a take-up's clocks are computed from; None for what has not happened."""

    opened_on: date
    taken_on: date
    papers_asked_on: date | None = None
    papers_due_on: date | None = None
    papers_answered_on: date | None = None
    quoted_on: date | None = None
    accepted_on: date | None = None


def numbers_of(opened_at: datetime) -> ClockNumbers:
    return numbers_on(localdate(opened_at))


def need_clocks(opened_on: date, calendar: Calendar) -> NeedClocks:
    numbers = numbers_on(opened_on)
    return NeedClocks(
        take_up=add_working_days(opened_on, numbers.take_up_days, calendar),
        decision=add_working_days(opened_on, numbers.decision_days, calendar),
    )


def payout_due(opened_on: date, approved_on: date, calendar: Calendar) -> Due:
    """The last day to pay out approved credit; the need keeps the numbers of its opening."""
    return add_working_days(approved_on, numbers_on(opened_on).payout_days, calendar)


def rating_due(opened_on: date, paid_out_on: date, calendar: Calendar) -> Due:
    """The last day on which the firm may rate; after it the need is closed without a rating."""
    return add_working_days(paid_out_on, numbers_on(opened_on).rating_days, calendar)


def next_take_up_due(opened_on: date, freed_on: date, calendar: Calendar) -> Due:
    """The take-up clock after the last holder left: one day more, never past the decision day."""
    numbers = numbers_on(opened_on)
    again = add_working_days(freed_on, numbers.take_up_days, calendar)
    last = add_working_days(opened_on, numbers.decision_days, calendar)
    return min(again, last, key=lambda due: due.on)


def take_up_clocks(dates: TakeUpDates, calendar: Calendar) -> TakeUpClocks:
    numbers = numbers_on(dates.opened_on)
    promised = add_working_days(dates.opened_on, numbers.decision_days, calendar)
    contact = add_working_days(dates.taken_on, numbers.contact_days, calendar)
    rests = _rests(dates)
    decision = add_working_days(promised.on, _count(rests, calendar), calendar)
    return TakeUpClocks(
        contact=min(contact, promised, key=lambda due: due.on),
        decision=Due(decision.on, decision.provisional or promised.provisional),
    )


def used_days(dates: TakeUpDates, submitted_on: date, decided_on: date, calendar: Calendar) -> int:
    """Working days from submission to decision without those on which the firm held the matter."""
    rested = {day for day in _rests(dates) if submitted_on < day <= decided_on}
    return working_days_between(submitted_on, decided_on, calendar) - _count(rested, calendar)


def _rests(dates: TakeUpDates) -> set[date]:
    """Days the clock rested; a request for papers rests at most until its own due day."""
    papers_until = dates.papers_due_on
    if papers_until is not None and dates.papers_answered_on is not None:
        papers_until = min(papers_until, dates.papers_answered_on)
    return _days_after(dates.papers_asked_on, papers_until) | _days_after(
        dates.quoted_on, dates.accepted_on
    )


def _days_after(start: date | None, end: date | None) -> set[date]:
    if start is None or end is None:
        return set()
    return {start + timedelta(days=gone) for gone in range(1, (end - start).days + 1)}


def _count(days: Iterable[date], calendar: Calendar) -> int:
    return sum(calendar.is_working(day) for day in days)
