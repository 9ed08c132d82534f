"""期限重算: deadlines set before a year's holidays were announced are computed anew.

Old and new day go into the trail, and those concerned are told when a day moved. A calendar
that still does not hold the year leaves the mark where it is.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.access import RECOMPUTE_PROVISIONAL
from kerong.cases.clocks import need_clocks, next_take_up_due, payout_due, rating_due
from kerong.cases.credit import approved_credit
from kerong.cases.dates import clocks_of, request_of
from kerong.cases.models import Case, PaperRequest, Rating, TakeUp
from kerong.cases.notes import (
    Word,
    firm_of,
    institution_of,
    note_case,
    note_take_up,
    reference_of_institution,
    say,
)
from kerong.cases.parameters import numbers_on
from kerong.cases.sweeping import Sweep
from kerong.jobs.contention import retried
from kerong.kernel.actor import SYSTEM
from kerong.kernel.workdays import Calendar, add_working_days
from kerong.reference.calendar import held_calendar

MOST_AT_ONCE = 500
RUNNING = (
    TakeUp.Stage.TAKEN,
    TakeUp.Stage.CONTACTED,
    TakeUp.Stage.QUOTED,
    TakeUp.Stage.ACCEPTED,
    TakeUp.Stage.CREDITED,
)
AWAITED = (Case.State.OPEN, Case.State.ACCEPTED)


def recompute_provisional(at: datetime) -> int:
    """How many deadlines were settled or moved; running it again changes nothing more."""
    RECOMPUTE_PROVISIONAL.require(SYSTEM)
    calendar = held_calendar()
    sweep = Sweep()
    changed = sweep.each(_provisional_needs(), lambda no: _need(no, at=at, calendar=calendar))
    changed += sweep.each(
        _provisional_take_ups(), lambda no: _take_up(no, at=at, calendar=calendar)
    )
    changed += sweep.each(_provisional_rates(), lambda no: _rate(no, at=at, calendar=calendar))
    changed += sweep.each(_provisional_ratings(), lambda pk: _rating(pk, at=at, calendar=calendar))
    sweep.end()
    return changed


def _provisional_needs() -> list[str]:
    rows = Case.objects.filter(due_provisional=True, state__in=AWAITED).order_by("id")
    return list(rows.values_list("no", flat=True)[:MOST_AT_ONCE])


def _provisional_take_ups() -> list[str]:
    rows = TakeUp.objects.live().filter(due_provisional=True, stage__in=RUNNING).order_by("id")
    return list(rows.values_list("no", flat=True)[:MOST_AT_ONCE])


def _provisional_rates() -> list[str]:
    rows = Case.objects.filter(
        due_provisional=True, state=Case.State.DISBURSED, rate_due_on__isnull=False
    )
    return list(rows.order_by("id").values_list("no", flat=True)[:MOST_AT_ONCE])


def _provisional_ratings() -> list[int]:
    rows = Rating.objects.filter(due_provisional=True, answered_at=None).order_by("id")
    return list(rows.values_list("pk", flat=True)[:MOST_AT_ONCE])


@retried
def _need(no: str, *, at: datetime, calendar: Calendar) -> bool:
    case = Case.objects.get(no=no)
    if case.state not in AWAITED:
        return False
    opened_on = localdate(case.opened_at)
    clocks = need_clocks(opened_on, calendar)
    take_up = next_take_up_due(opened_on, localdate(case.free_since), calendar)
    new = {
        "take_up_due_on": take_up.on,
        "decision_due_on": clocks.decision.on,
        "due_provisional": clocks.decision.provisional or take_up.provisional,
    }
    old = {name: getattr(case, name) for name in new}
    if new == old:
        return False
    with transaction.atomic():
        row = Case.objects.filter(pk=case.pk, state=case.state, opened_at=case.opened_at, **old)
        if not row.update(**new):
            return False
        note_case(case, "clocks_recomputed", actor=SYSTEM, at=at, facts=_moved(old, new))
        if new["decision_due_on"] != old["decision_due_on"]:
            say(_word(firm_of(case), clocks.decision.on), about=case, at=at)
    return True


@retried
def _take_up(no: str, *, at: datetime, calendar: Calendar) -> bool:
    take_up = TakeUp.objects.select_related("case", "case__enterprise").get(no=no)
    if take_up.stage not in RUNNING:
        return False
    request = request_of(take_up)
    new = _new_days(take_up, request, calendar)
    old = {name: getattr(take_up, name) for name in new}
    if new == old:
        return False
    with transaction.atomic():
        row = TakeUp.objects.filter(pk=take_up.pk, stage=take_up.stage, **old)
        if not row.update(**new):
            return False
        if request is not None:
            _move_papers(request, take_up, at=at)
        note_take_up(take_up, "clocks_recomputed", actor=SYSTEM, at=at, facts=_moved(old, new))
        if new["due_on"] != old["due_on"] and isinstance(new["due_on"], date):
            say(_word(institution_of(take_up), new["due_on"]), about=take_up, at=at)
    return True


def _move_papers(request: PaperRequest, take_up: TakeUp, *, at: datetime) -> None:
    """The firm is told its new day while it still owes an answer."""
    moved = PaperRequest.objects.filter(pk=request.pk).exclude(due_on=request.due_on)
    if moved.update(due_on=request.due_on) and request.answered_at is None:
        facts = {"due_on": request.due_on.isoformat()}
        word = Word(to=firm_of(take_up.case), kind="take_up.papers_day_moved", facts=facts)
        say(word, about=take_up, at=at)


def _new_days(
    take_up: TakeUp, request: PaperRequest | None, calendar: Calendar
) -> dict[str, object]:
    if take_up.stage == TakeUp.Stage.CREDITED:
        return _payout_day(take_up, calendar)
    if request is not None:
        days = numbers_on(localdate(take_up.case.opened_at)).papers_days
        request.due_on = add_working_days(localdate(request.asked_at), days, calendar).on
    clocks = clocks_of(take_up, request, calendar)
    due_on = {
        TakeUp.Stage.TAKEN: clocks.contact.on,
        TakeUp.Stage.QUOTED: take_up.due_on,
    }.get(TakeUp.Stage(take_up.stage), clocks.decision.on)
    return {
        "contact_due_on": clocks.contact.on,
        "decision_due_on": clocks.decision.on,
        "due_on": due_on,
        "due_provisional": clocks.provisional,
    }


def _payout_day(take_up: TakeUp, calendar: Calendar) -> dict[str, object]:
    """Contact and decision were given; only the day of the payout is still to come."""
    approved_on = localdate(approved_credit(take_up).approved_at)
    due = payout_due(localdate(take_up.case.opened_at), approved_on, calendar)
    return {"due_on": due.on, "due_provisional": due.provisional}


@retried
def _rate(no: str, *, at: datetime, calendar: Calendar) -> bool:
    """The last day to rate; `_rating` moves the day of the institution's answer."""
    case = Case.objects.get(no=no)
    if case.ended_at is None or case.rate_due_on is None:
        return False
    due = rating_due(localdate(case.opened_at), localdate(case.ended_at), calendar)
    new: dict[str, object] = {"rate_due_on": due.on, "due_provisional": due.provisional}
    old = {name: getattr(case, name) for name in new}
    if new == old:
        return False
    with transaction.atomic():
        row = Case.objects.filter(pk=case.pk, state=Case.State.DISBURSED, **old)
        if not row.update(**new):
            return False
        note_case(case, "clocks_recomputed", actor=SYSTEM, at=at, facts=_moved(old, new))
        if due.on != case.rate_due_on:
            facts = {"due_on": due.on.isoformat()}
            say(Word(to=firm_of(case), kind="case.rate_day_moved", facts=facts), about=case, at=at)
    return True


@retried
def _rating(pk: int, *, at: datetime, calendar: Calendar) -> bool:
    rating = Rating.objects.select_related("case").get(pk=pk)
    days = numbers_on(localdate(rating.rated_at)).rating_answer_days
    due = add_working_days(localdate(rating.rated_at), days, calendar)
    new: dict[str, object] = {"answer_due_on": due.on, "due_provisional": due.provisional}
    old = {name: getattr(rating, name) for name in new}
    if new == old:
        return False
    with transaction.atomic():
        if not Rating.objects.filter(pk=pk, answered_at=None, **old).update(**new):
            return False
        note_case(rating.case, "clocks_recomputed", actor=SYSTEM, at=at, facts=_moved(old, new))
        if due.on != old["answer_due_on"]:
            say(_rating_word(rating, due.on), about=rating.case, at=at)
    return True


def _moved(old: dict[str, object], new: dict[str, object]) -> dict[str, object]:
    return {"old": old, "new": new}


def _word(to: str, due_on: date) -> Word:
    return Word(to=to, kind="case.clock_moved", facts={"due_on": due_on.isoformat()})


def _rating_word(rating: Rating, due_on: date) -> Word:
    to = reference_of_institution(rating.institution_id)
    return Word(to=to, kind="case.rating_day_moved", facts={"due_on": due_on.isoformat()})
