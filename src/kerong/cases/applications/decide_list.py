"""决定名单: once publicity is over, what stands on the list is granted, firm by firm."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import CONFIRM_LIST, list_for
from kerong.cases.applications.approve_decision import approve, keep_fault
from kerong.cases.applications.assess import assess
from kerong.cases.applications.errors import (
    ApplicationMoved,
    ConditionsChanged,
    ListMoved,
    PublicityRuns,
    SamePersonConfirms,
)
from kerong.cases.applications.grant import grant
from kerong.cases.applications.notes import note_list
from kerong.cases.applications.open_list import WORK
from kerong.cases.applications.standing import require_state
from kerong.cases.models import Application, ApplicationDecision, EligibleList
from kerong.jobs.contention import retried
from kerong.jobs.queue import enqueue
from kerong.kernel.actor import SYSTEM, Actor
from kerong.kernel.errors import Conflict, NotFound, Refused

L, S = EligibleList.State, Application.State


@retried
def decide_list(*, actor: Actor, no: str, at: datetime) -> EligibleList:
    """Whoever decides is not who drew it up; grants follow one by one, each with its effect.

    It may be said again for those whose effect refused, or that were looked at again meanwhile.
    Raises SamePersonConfirms, PublicityRuns, ListMoved.
    """
    CONFIRM_LIST.require(actor)
    made = list_for(actor, no)
    if made.opened_by_id == actor.person_id:
        raise SamePersonConfirms(no=made.no)
    if made.state != L.CONFIRMED:
        raise ListMoved(no=made.no)
    until = made.publicity_to_on
    if until is not None and localdate(at) <= until:
        raise PublicityRuns(until=until.isoformat())
    with transaction.atomic():
        waits = EligibleList.objects.filter(pk=made.pk, state=L.CONFIRMED)
        if not waits.update(decided_by_id=actor.person_id, decided_at=at):
            raise ListMoved(no=made.no)
        note_list(made, "decided", actor=actor, at=at)
        enqueue(WORK, list_id=made.pk)
    made.refresh_from_db()
    return made


@retried
def grant_listed(made: EligibleList, application: Application, at: datetime) -> bool:
    """One grant with its effect; False where the effect refused, which is kept beside it."""
    require_state(application, "decide_listed")
    decision = _decision(made, application, at)
    try:
        with transaction.atomic():
            _approve(made, decision, at)
            _require_met(application, at)
            grant(application, decision, actor=SYSTEM, at=at)
    except ApplicationMoved:
        return False
    except (Refused, Conflict, NotFound) as fault:
        keep_fault(decision, fault, actor=SYSTEM, at=at)
        return False
    return True


def _require_met(application: Application, at: datetime) -> None:
    """Data that came in since the list was drawn up counts; what is unknown today does not."""
    found = assess(
        enterprise=application.enterprise, clause=application.clause, stated={}, actor=SYSTEM, at=at
    )
    if found.answer.result.outcome == "fails":
        raise ConditionsChanged(no=application.no)


def _decision(made: EligibleList, application: Application, at: datetime) -> ApplicationDecision:
    """Proposed by who drew the list up; one that waits since last time is taken up again."""
    decision, _new = ApplicationDecision.objects.get_or_create(
        application=application,
        returned_at=None,
        defaults={
            "outcome": ApplicationDecision.Outcome.GRANT,
            "amount_fen": application.amount_fen,
            "proposed_by_id": made.opened_by_id,
            "proposed_at": at,
        },
    )
    return decision


def _approve(made: EligibleList, decision: ApplicationDecision, at: datetime) -> None:
    """By the person who decided the list, though the worker carries it out."""
    approve(decision, _who(made), at)


def _who(made: EligibleList) -> Actor:
    by = made.decided_by
    assert by is not None
    return Actor(person_id=by.pk, name=by.name, role="officer", department_id=made.lead_id)


def over_for(application: Application, at: datetime) -> bool:
    until = application.publicity_to_on
    return until is not None and localdate(at) > until
