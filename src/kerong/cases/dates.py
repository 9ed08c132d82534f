"""The days a stored take-up's clocks are computed from."""

from datetime import date, datetime

from django.utils.timezone import localdate

from kerong.cases.clocks import TakeUpClocks, TakeUpDates, take_up_clocks
from kerong.cases.models import PaperRequest, TakeUp
from kerong.kernel.workdays import Calendar


def request_of(take_up: TakeUp) -> PaperRequest | None:
    return PaperRequest.objects.filter(take_up=take_up).first()


def dates_of(take_up: TakeUp, request: PaperRequest | None) -> TakeUpDates:
    return TakeUpDates(
        opened_on=localdate(take_up.case.opened_at),
        taken_on=localdate(take_up.taken_at),
        papers_asked_on=_day(request.asked_at) if request else None,
        papers_due_on=request.due_on if request else None,
        papers_answered_on=_day(request.answered_at) if request else None,
        quoted_on=_day(take_up.quoted_at),
        accepted_on=_day(take_up.accepted_at),
    )


def clocks_of(take_up: TakeUp, request: PaperRequest | None, calendar: Calendar) -> TakeUpClocks:
    return take_up_clocks(dates_of(take_up, request), calendar)


def _day(moment: datetime | None) -> date | None:
    return localdate(moment) if moment is not None else None
