"""到期释放: what nobody did in time is undone by the worker, one short transaction each.

Running it twice, or on two machines at once, does nothing twice: each step is a conditional
update, and whoever comes second finds the row moved on.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.access import RELEASE_LATE
from kerong.cases.after_release import (
    make_late_unmet,
    reopen_after_acceptance,
    settle_after_release,
)
from kerong.cases.errors import ChangedMeanwhile
from kerong.cases.late_payout import late_payouts, tell_late_payout
from kerong.cases.models import Case, TakeUp
from kerong.cases.notes import Word, firm_of, institution_of, say
from kerong.cases.officers import OFFICERS
from kerong.cases.release import Leaving, close_take_up, free_place
from kerong.cases.shapes.open_take_up import RELEASABLE
from kerong.cases.sweeping import Sweep
from kerong.jobs.contention import retried
from kerong.kernel.actor import SYSTEM
from kerong.kernel.workdays import Calendar
from kerong.reference.calendar import held_calendar

MOST_AT_ONCE = 500
WHY = {
    TakeUp.Stage.TAKEN: TakeUp.Release.LATE_CONTACT,
    TakeUp.Stage.CONTACTED: TakeUp.Release.LATE_DECISION,
    TakeUp.Stage.QUOTED: TakeUp.Release.LAPSED,
    TakeUp.Stage.ACCEPTED: TakeUp.Release.LATE_DECISION,
}


@dataclass(frozen=True, slots=True)
class Swept:
    """How many take-ups were released, needs became unmet, and late payouts were told."""

    released: int
    unmet: int
    payouts_late: int = 0


def release_late(at: datetime) -> Swept:
    """Release take-ups past their day and escalate needs nobody took; the day itself counts."""
    RELEASE_LATE.require(SYSTEM)
    today, calendar = localdate(at), held_calendar()
    sweep = Sweep()
    released = sweep.each(_late_take_ups(today), lambda no: _release(no, at=at, calendar=calendar))
    unmet = sweep.each(_needs_without_taker(today), lambda no: _escalate(no, at=at))
    untold = late_payouts(today)[:MOST_AT_ONCE]
    late = sweep.each(untold, lambda no: tell_late_payout(no, at=at))
    sweep.end()
    return Swept(released=released, unmet=unmet, payouts_late=late)


def _late_take_ups(today: date) -> list[str]:
    late = TakeUp.objects.live().filter(due_on__lt=today, stage__in=RELEASABLE)
    return list(late.order_by("due_on", "id").values_list("no", flat=True)[:MOST_AT_ONCE])


def _needs_without_taker(today: date) -> list[str]:
    waiting = Case.objects.filter(state=Case.State.OPEN, take_up_due_on__lt=today, taken=0)
    return list(waiting.order_by("id").values_list("no", flat=True)[:MOST_AT_ONCE])


@retried
def _release(no: str, *, at: datetime, calendar: Calendar) -> bool:
    """False when the institution acted, or another worker released, in the meantime."""
    take_up = TakeUp.objects.select_related("case", "case__enterprise", "institution").get(no=no)
    if take_up.stage not in RELEASABLE or not _is_late(take_up, localdate(at)):
        return False
    leaving = Leaving(WHY[TakeUp.Stage(take_up.stage)])
    try:
        with transaction.atomic():
            if take_up.stage == TakeUp.Stage.ACCEPTED:
                reopen_after_acceptance(take_up.case, actor=SYSTEM, at=at, calendar=calendar)
            else:
                free_place(take_up.case, from_states=frozenset({Case.State.OPEN}))
                settle_after_release(take_up.case, actor=SYSTEM, at=at, calendar=calendar)
            close_take_up(take_up, leaving, actor=SYSTEM, at=at)
            for word in _words(take_up, leaving):
                say(word, about=take_up, at=at)
    except ChangedMeanwhile:
        return False
    return True


def _is_late(take_up: TakeUp, today: date) -> bool:
    return take_up.due_on is not None and take_up.due_on < today


def _words(take_up: TakeUp, leaving: Leaving) -> list[Word]:
    facts = {"institution": take_up.institution.name}
    words = [
        Word(to=institution_of(take_up), kind=f"take_up.{leaving.kind}"),
        Word(to=firm_of(take_up.case), kind=f"case.{leaving.kind}", facts=facts),
    ]
    if take_up.stage == TakeUp.Stage.ACCEPTED:
        facts = facts | {"firm": take_up.case.enterprise.name}
        words.append(Word(to=OFFICERS, kind="case.late_after_acceptance", facts=facts))
    return words


@retried
def _escalate(no: str, *, at: datetime) -> bool:
    case = Case.objects.select_related("enterprise").get(no=no)
    if case.take_up_due_on >= localdate(at):
        return False
    with transaction.atomic():
        return make_late_unmet(case, actor=SYSTEM, at=at)
