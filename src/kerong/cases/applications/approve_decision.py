"""审定: a second person of the lead office decides; what the decision opens opens with it."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import DECIDE, led_by
from kerong.cases.applications.errors import (
    ApplicationMoved,
    NoDecision,
    ObjectionsOpen,
    PublicityRuns,
    SamePersonDecides,
)
from kerong.cases.applications.grant import grant, refuse
from kerong.cases.applications.notes import note, tell_office
from kerong.cases.applications.standing import move, must_wait, require_state
from kerong.cases.models import Application, ApplicationDecision, Objection
from kerong.cases.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.errors import Conflict, Fault, NotFound, Refused

Outcome = ApplicationDecision.Outcome


@retried
def approve_decision(*, actor: Actor, no: str, proposed_at: datetime, at: datetime) -> Application:
    """Decide what another person proposed; `proposed_at` says which proposal the actor has seen.

    Raises NoDecision, SamePersonDecides, PublicityRuns, ObjectionsOpen, ApplicationMoved (also
    where another proposal stands by now); and whatever the effect refuses with: nothing is decided
    then, and the reason stays beside it.
    """
    DECIDE.require(actor)
    application = led_by(actor, no)
    require_state(application, "approve_decision")
    decision = standing_decision(application)
    if decision.proposed_at != proposed_at:
        raise ApplicationMoved(no=application.no)
    if decision.proposed_by_id == actor.person_id:
        raise SamePersonDecides(no=application.no)
    if decision.outcome == Outcome.GRANT:
        require_publicity_over(application, at)
    try:
        with transaction.atomic():
            approve(decision, actor, at)
            if decision.outcome == Outcome.GRANT:
                grant(application, decision, actor=actor, at=at)
            else:
                _uphold_open_ones(application, decision, at)
                refuse(application, decision, actor=actor, at=at)
    except (Refused, Conflict, NotFound) as fault:
        if not isinstance(fault, ApplicationMoved | NoDecision):
            keep_fault(decision, fault, actor=actor, at=at)
        raise
    return application


@retried
def return_decision(*, actor: Actor, no: str, words: str, at: datetime) -> Application:
    """Send the proposal back to whoever handles it, with words. Publicity ends; but a firm that was
    to be struck off a list stands on it as before.
    """
    DECIDE.require(actor)
    application = led_by(actor, no)
    require_state(application, "return_decision")
    decision = standing_decision(application)
    said = checked_words(words, field="words", least=4, most=500)
    with transaction.atomic():
        if application.shape == Application.Shape.AUTOMATIC:
            _stand_as_before(application, decision)
        else:
            none = {"granted_fen": None, "publicity_from_on": None, "publicity_to_on": None}
            move(application, Application.State.ACCEPTED, **none)
        end_decision(decision, actor=actor, words=said, at=at)
        note(application, "decision_returned", actor=actor, at=at, facts={"words": said})
        firm = application.enterprise.name
        tell_office(
            application, application.lead_id, "decision_returned", at=at, firm=firm, words=said
        )
    return application


def _uphold_open_ones(
    application: Application, decision: ApplicationDecision, at: datetime
) -> None:
    """What nobody answered is answered by the refusal."""
    open_ones = Objection.objects.filter(application=application, outcome="")
    open_ones.update(
        outcome=Objection.Outcome.UPHELD,
        answer=decision.words,
        resolved_by_id=decision.proposed_by_id,
        resolved_at=at,
    )


def _stand_as_before(application: Application, decision: ApplicationDecision) -> None:
    """Under publicity again; objections the proposal upheld are open again."""
    upheld = Objection.objects.filter(
        application=application,
        outcome=Objection.Outcome.UPHELD,
        resolved_at=decision.proposed_at,
    )
    upheld.update(outcome="", answer="", resolved_by=None, resolved_at=None)
    state = Application.State
    move(application, state.RECHECK if must_wait(application) else state.PUBLICITY)


def standing_decision(application: Application) -> ApplicationDecision:
    """Raises NoDecision."""
    found = ApplicationDecision.objects.filter(
        application=application, returned_at=None, approved_at=None
    ).first()
    if found is None:
        raise NoDecision(no=application.no)
    return found


def require_publicity_over(application: Application, at: datetime) -> None:
    """The day publicity ends on counts; an objection nobody has looked at holds everything up."""
    until = application.publicity_to_on
    if application.state == Application.State.PUBLICITY and until and localdate(at) <= until:
        raise PublicityRuns(until=until.isoformat())
    if Objection.objects.filter(application=application, outcome="").exists():
        raise ObjectionsOpen(no=application.no)


def approve(decision: ApplicationDecision, actor: Actor, at: datetime) -> None:
    """The guard: one of two who approve at once finds it done; raises ApplicationMoved."""
    waits = ApplicationDecision.objects.filter(pk=decision.pk, approved_at=None, returned_at=None)
    said = {"fault_zh": "", "fault_en": "", "faulted_at": None}
    if not waits.update(approved_by_id=actor.person_id, approved_at=at, **said):
        raise ApplicationMoved(no=decision.application.no)
    decision.approved_by_id, decision.approved_at = actor.person_id, at


def end_decision(decision: ApplicationDecision, *, actor: Actor, words: str, at: datetime) -> None:
    waits = ApplicationDecision.objects.filter(pk=decision.pk, approved_at=None, returned_at=None)
    if not waits.update(returned_by_id=actor.person_id, returned_at=at, return_words=words):
        raise ApplicationMoved(no=decision.application.no)


def keep_fault(decision: ApplicationDecision, fault: Fault, *, actor: Actor, at: datetime) -> None:
    """Why the decision still waits, for whoever looks next; the decision itself was undone."""
    zh, en = fault.say("zh-hans")[:500], fault.say("en")[:500]
    with transaction.atomic():
        waits = ApplicationDecision.objects.filter(
            pk=decision.pk, approved_at=None, returned_at=None
        )
        if waits.update(fault_zh=zh, fault_en=en, faulted_at=at):
            application = Application.objects.get(pk=decision.application_id)
            facts = {"code": fault.code, "words": zh}
            note(application, "effect_refused", actor=actor, at=at, facts=facts)
