"""异议: anybody may object to a published grant; the office looks again and answers."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import LEAD, OBJECT, led_by
from kerong.cases.applications.approve_decision import end_decision, standing_decision
from kerong.cases.applications.errors import (
    ApplicationMoved,
    NothingPublished,
    ObjectionNotFound,
)
from kerong.cases.applications.grant import propose_refusal
from kerong.cases.applications.notes import note, tell_firm, tell_office
from kerong.cases.applications.rounds import open_round
from kerong.cases.applications.standing import move, must_wait, require_state
from kerong.cases.models import Application, Objection
from kerong.cases.words import checked_choice, checked_count, checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor

MOST_OBJECTIONS = 200
S = Application.State


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRaised:
    """Name and contact are for the office alone; they are neither published nor in the trail."""

    name: str
    contact: str
    words: str


def published(no: str, at: datetime) -> Application:
    """A grant whose publicity runs today; raises NothingPublished."""
    found = Application.objects.select_related("enterprise", "lead").filter(
        no=no,
        state__in=[S.PUBLICITY, S.RECHECK],
        publicity_to_on__gte=localdate(at),
    )
    application = found.first()
    if application is None:
        raise NothingPublished(no=no[:40])
    return application


@retried
def raise_objection(*, actor: Actor, no: str, raised: ObjectionRaised, at: datetime) -> Objection:
    """While publicity runs. The first one has the application looked at again."""
    OBJECT.require(actor)
    application = published(no, at)
    require_state(application, "raise_objection")
    name = checked_words(raised.name, field="name", least=2, most=60)
    contact = checked_words(raised.contact, field="contact", least=5, most=80)
    words = checked_words(raised.words, field="words", least=10, most=1000)
    held = Objection.objects.filter(application=application).values_list("pk")
    checked_count([*held, words], MOST_OBJECTIONS, field="objections")
    with transaction.atomic():
        _have_looked_at(application)
        objection = Objection.objects.create(
            application=application, name=name, contact=contact, words=words, raised_at=at
        )
        note(application, "objected", actor=actor, at=at, facts={"objection": objection.pk})
        tell_office(application, application.lead_id, "objected", at=at)
    return objection


def _have_looked_at(application: Application) -> None:
    """Two who object at once both count; raises ApplicationMoved once it is decided."""
    waits = Application.objects.filter(pk=application.pk, state__in=[S.PUBLICITY, S.RECHECK])
    if not waits.update(state=S.RECHECK):
        raise ApplicationMoved(no=application.no)


@retried
def resolve_objection(
    *, actor: Actor, no: str, objection_id: int, outcome: str, answer: str, at: datetime
) -> Objection:
    """Dismissed, publicity goes on where it was; upheld, the offices look at everything again.

    A grant nobody applied for ends where a second person agrees that the objection is upheld.
    Raises ObjectionNotFound.
    """
    LEAD.require(actor)
    application = led_by(actor, no)
    require_state(application, "resolve_objection")
    ending = checked_choice(outcome, Objection.Outcome.values, field="outcome")
    said = checked_words(answer, field="answer", least=4, most=1000)
    found = Objection.objects.filter(pk=objection_id, application=application).first()
    if found is None:
        raise ObjectionNotFound()
    with transaction.atomic():
        unsaid = Objection.objects.filter(pk=found.pk, outcome="")
        by = {"resolved_by_id": actor.person_id, "resolved_at": at}
        if not unsaid.update(outcome=ending, answer=said, **by):
            raise ApplicationMoved(no=application.no)
        facts = {"objection": found.pk, "outcome": ending, "answer": said}
        note(application, "objection_resolved", actor=actor, at=at, facts=facts)
        _go_on(application, ending, said, actor, at)
    found.refresh_from_db()
    return found


def _go_on(application: Application, ending: str, said: str, actor: Actor, at: datetime) -> None:
    if ending == Objection.Outcome.UPHELD:
        _look_again(application, said, actor, at)
    else:
        move(application, S.RECHECK if must_wait(application) else S.PUBLICITY)


def _look_again(application: Application, said: str, actor: Actor, at: datetime) -> None:
    others = Objection.objects.filter(application=application, outcome="")
    by = {"resolved_by_id": actor.person_id, "resolved_at": at}
    others.update(outcome=Objection.Outcome.UPHELD, answer=said, **by)
    if application.shape == Application.Shape.AUTOMATIC:
        propose_refusal(application, reason_code="objection", words=said, actor=actor, at=at)
        return
    end_decision(standing_decision(application), actor=actor, words=said[:500], at=at)
    none = {"granted_fen": None, "publicity_from_on": None, "publicity_to_on": None}
    move(application, S.ACCEPTED, **none)
    open_round(application, at=at)
    tell_firm(application, "looked_at_again", at=at)
