"""What becomes of a need when an institution leaves it: free again, unmet, or a new round."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from kerong.cases.clocks import need_clocks
from kerong.cases.errors import ChangedMeanwhile
from kerong.cases.models import Acceptance, Case, CreditDecision, TakeUp
from kerong.cases.notes import Word, firm_of, note_case, say
from kerong.cases.officers import OFFICERS
from kerong.cases.release import restart_take_up_clock
from kerong.kernel.actor import Actor
from kerong.kernel.workdays import Calendar


def settle_after_release(case: Case, *, actor: Actor, at: datetime, calendar: Calendar) -> None:
    """A directed need has nobody left to answer and is unmet at once; an open one gets a day."""
    if case.mode == Case.Mode.DIRECTED:
        make_unmet(case, actor=actor, at=at)
        return
    restart_take_up_clock(case, at=at, calendar=calendar)


def make_late_unmet(case: Case, *, actor: Actor, at: datetime) -> bool:
    """The same for the sweep: also False when the need got a new day to be taken meanwhile."""
    late = Case.objects.filter(take_up_due_on__lt=localdate(at))
    return _make_unmet(late, case, actor=actor, at=at)


def make_unmet(case: Case, *, actor: Actor, at: datetime) -> bool:
    """Escalate an open need nobody holds to the officers; False when somebody took it meanwhile."""
    return _make_unmet(Case.objects.all(), case, actor=actor, at=at)


def _make_unmet(among: QuerySet[Case], case: Case, *, actor: Actor, at: datetime) -> bool:
    rows = among.filter(pk=case.pk, state=Case.State.OPEN, taken=0)
    if not rows.update(state=Case.State.UNMET, due_provisional=False):
        return False
    note_case(case, "unmet", actor=actor, at=at)
    say(Word(to=firm_of(case), kind="case.unmet"), about=case, at=at)
    facts = {"firm": case.enterprise.name}
    say(Word(to=OFFICERS, kind="case.escalated", facts=facts), about=case, at=at)
    return True


def open_round(*, at: datetime, calendar: Calendar) -> dict[str, Any]:
    """The fields of a need that starts a round now, with nobody on it."""
    clocks = need_clocks(localdate(at), calendar)
    return {
        "opened_at": at,
        "free_since": at,
        "take_up_due_on": clocks.take_up.on,
        "decision_due_on": clocks.decision.on,
        "due_provisional": clocks.provisional,
        "taken": 0,
    }


def reopen_after_acceptance(case: Case, *, actor: Actor, at: datetime, calendar: Calendar) -> None:
    """The chosen institution is out: acceptance and proposal end, all may take the need again.

    A directed need is unmet instead. Approved credit stays on the take-up it was approved for.
    """
    rows = Case.objects.filter(pk=case.pk, state=case.state)
    if not rows.update(state=Case.State.OPEN, **open_round(at=at, calendar=calendar)):
        raise ChangedMeanwhile(no=case.no)
    end_acceptance(case, actor=actor, at=at)
    if case.mode == Case.Mode.DIRECTED:
        make_unmet(case, actor=actor, at=at)


def end_acceptance(case: Case, *, actor: Actor, at: datetime) -> None:
    """The chosen quote stands no more, nor does a proposal made on it."""
    Acceptance.objects.filter(case=case, ended_at=None).update(
        ended_at=at, end_kind=Acceptance.End.REFUSED
    )
    proposed = CreditDecision.objects.filter(
        take_up__in=TakeUp.objects.filter(case=case), approved_at=None, returned_at=None
    )
    proposed.update(returned_at=at, returned_by=actor.person_id)
    note_case(case, "acceptance_ended", actor=actor, at=at)
