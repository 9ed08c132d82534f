"""受理: the office takes the application on; every reviewing office is asked at the same time."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import LEAD, led_by
from kerong.cases.applications.clocks import decision_due
from kerong.cases.applications.notes import note, tell_firm
from kerong.cases.applications.papers import paper_accepted
from kerong.cases.applications.rounds import open_round
from kerong.cases.applications.standing import move, require_state
from kerong.cases.models import Application
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.reference.calendar import held_calendar


@retried
def accept_application(*, actor: Actor, no: str, at: datetime) -> Application:
    """Raises NotThisOffice, WrongApplicationState."""
    LEAD.require(actor)
    application = led_by(actor, no)
    require_state(application, "accept")
    with transaction.atomic():
        take_on(application, actor=actor, at=at)
    return application


def take_on(application: Application, *, actor: Actor, at: datetime) -> None:
    """Inside the caller's transaction; the platform itself does it where the office was silent."""
    assert application.submitted_at is not None
    due = decision_due(localdate(application.submitted_at), localdate(at), held_calendar())
    move(
        application,
        Application.State.ACCEPTED,
        accepted_by_id=actor.person_id,
        accepted_at=at,
        due_on=due.on,
        decision_due_on=due.on,
        due_provisional=due.provisional,
    )
    open_round(application, at=at)
    facts = {"decision_due_on": due.on, "round": application.round}
    note(application, "accepted", actor=actor, at=at, facts=facts)
    paper = paper_accepted(application, actor=actor, at=at)
    tell_firm(application, "accepted", at=at, due_on=due.on.isoformat(), paper=paper.no)
