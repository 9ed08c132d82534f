"""提交申请: the draft is sent once; what the rules settle is decided at once, the rest reviewed."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import APPLY, application_for
from kerong.cases.applications.arrange import desk_of
from kerong.cases.applications.assess import Assessed, assess
from kerong.cases.applications.claims import claim_of
from kerong.cases.applications.clocks import acceptance_due
from kerong.cases.applications.errors import (
    AlreadyApplied,
    ApplicationMoved,
    OnAList,
    PapersMissing,
    WhyThough,
)
from kerong.cases.applications.grant import grant
from kerong.cases.applications.notes import note, tell_firm, tell_office
from kerong.cases.applications.standing import move, require_state
from kerong.cases.models import Application, ApplicationDecision, ClauseDesk
from kerong.catalogue.policies.reads import clause_on
from kerong.jobs.contention import retried
from kerong.kernel.actor import SYSTEM, Actor
from kerong.kernel.errors import Conflict, Fault, NotFound, Refused
from kerong.reference.calendar import held_calendar

LEAST_WORDS = 10
S = Application.State
_TYPED = ("subject", "asked_fen", "words", "stated")


@retried
def submit_application(*, actor: Actor, no: str, at: datetime) -> Application:
    """Send the draft; sent twice it is one application.

    Raises AlreadyApplied, PapersMissing, WhyThough where the data says the conditions are not met
    and nothing is said about it, ClauseNotHandled, StatedUnreadable.
    """
    APPLY.require(actor)
    application = application_for(actor, no)
    if application.submitted_at is not None and application.state != S.WITHDRAWN:
        return application
    require_state(application, "submit")
    card, in_force = clause_on(application.clause, on=localdate(at))
    desk = desk_of(application.clause if in_force else "", card.clause.title)
    _require_papers(application, desk)
    assessed = assess(
        enterprise=application.enterprise,
        clause=application.clause,
        stated=application.stated,
        actor=actor,
        at=at,
    )
    _require_words(application, assessed)
    due = acceptance_due(localdate(at), 0, held_calendar())
    claim = claim_of(card.clause.benefit, application.subject, localdate(at))
    fields = {
        "claim_key": claim.key,
        "first_month": claim.first_month,
        "last_month": claim.last_month,
        "lead_id": desk.lead_id,
        "finding": assessed.answer.kept,
        "snapshot": assessed.snapshot,
        "amount_fen": assessed.amount_fen,
        "verified": assessed.verified,
        "submitted_by_id": actor.person_id,
        "submitted_at": at,
        "due_on": due.on,
        "due_provisional": due.provisional,
    }
    try:
        with transaction.atomic():
            _require_as_assessed(application)
            move(application, S.SUBMITTED, **fields)
            note(application, "submitted", actor=actor, at=at, facts=_facts(application))
            if not (assessed.settles(desk) and _decided_by_rules(application, at)):
                tell_firm(application, "submitted", at=at, due_on=due.on.isoformat())
                firm = application.enterprise.name
                tell_office(application, desk.lead_id, "to_accept", at=at, firm=firm)
    except IntegrityError as fault:
        raise _already(application) from fault
    return application


def _require_as_assessed(application: Application) -> None:
    """The guard: what another window saved meanwhile was not looked at. Raises ApplicationMoved."""
    held = Application.objects.filter(pk=application.pk, state=S.DRAFT)
    if not held.update(state=S.DRAFT):  # holds the row until the move
        raise ApplicationMoved(no=application.no)
    if any(
        getattr(application, name) != value for name, value in held.values(*_TYPED).get().items()
    ):
        raise ApplicationMoved(no=application.no)


def _require_papers(application: Application, desk: ClauseDesk) -> None:
    held = set(application.papers.values_list("title", flat=True))
    missing = [title for title in desk.papers if title not in held]
    if missing:
        raise PapersMissing(titles="、".join(missing))


def _require_words(application: Application, assessed: Assessed) -> None:
    fails = assessed.answer.result.outcome == "fails"
    if fails and len("".join(application.words.split())) < LEAST_WORDS:
        raise WhyThough()


def _decided_by_rules(application: Application, at: datetime) -> bool:
    """False where the effect refused: the application then waits for people like any other."""
    try:
        with transaction.atomic():
            decision = ApplicationDecision.objects.create(
                application=application,
                outcome=ApplicationDecision.Outcome.GRANT,
                amount_fen=application.amount_fen,
                by_rules=True,
                proposed_at=at,
                approved_at=at,
            )
            grant(application, decision, actor=SYSTEM, at=at)
    except (Refused, Conflict, NotFound) as fault:
        application.refresh_from_db()
        _note_refusal(application, fault, at)
        return False
    return True


def _note_refusal(application: Application, fault: Fault, at: datetime) -> None:
    facts = {"code": fault.code, "words": fault.say()}
    note(application, "rules_could_not_decide", actor=SYSTEM, at=at, facts=facts)


def _already(application: Application) -> AlreadyApplied:
    others = Application.objects.filter(
        enterprise_id=application.enterprise_id,
        clause=application.clause,
        claim_key=application.claim_key,
    )
    ended = [S.DRAFT, S.REJECTED, S.WITHDRAWN]
    other = others.exclude(state__in=ended).exclude(pk=application.pk).first()
    if other is not None and other.state == S.CANDIDATE:
        return OnAList(other=other.no)
    return AlreadyApplied(other=other.no if other else "")


def _facts(application: Application) -> dict[str, object]:
    assert application.finding is not None and application.snapshot is not None
    return {
        "clause": application.clause,
        "claim": application.claim_key,
        "finding": application.finding.digest,
        "snapshot": application.snapshot.digest,
        "amount_fen": application.amount_fen,
        "stated": sorted(application.stated),
        "due_on": application.due_on,
    }
