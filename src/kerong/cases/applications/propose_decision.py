"""拟定决定: when every office has spoken the lead proposes; a grant goes public, a refusal not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import LEAD, led_by
from kerong.cases.applications.arrange import desk_of
from kerong.cases.applications.clocks import publicity_end
from kerong.cases.applications.draft_application import ASKED
from kerong.cases.applications.errors import AmountMissing, ApplicationMoved, ReviewsOpen
from kerong.cases.applications.grant import shown
from kerong.cases.applications.notes import note, tell_firm, tell_office
from kerong.cases.applications.reasons import reason
from kerong.cases.applications.standing import move, require_state
from kerong.cases.models import Application, ApplicationDecision, Review
from kerong.cases.words import checked_choice, checked_range, checked_words
from kerong.catalogue.policies.reads import clause_on
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.reference.calendar import held_calendar

Outcome = ApplicationDecision.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A grant names its amount (None only where the benefit is none), a refusal its reason."""

    outcome: str
    amount_fen: int | None = None
    reason_code: str = ""
    words: str = ""


@retried
def propose_decision(
    *, actor: Actor, no: str, proposal: Proposal, at: datetime
) -> ApplicationDecision:
    """Raises ReviewsOpen, AmountMissing, ReasonUnknown, ApplicationMoved."""
    LEAD.require(actor)
    application = led_by(actor, no)
    require_state(application, "propose_decision")
    _require_reviews(application)
    fields = _checked(application, proposal, at)
    with transaction.atomic():
        granted = fields["outcome"] == Outcome.GRANT
        if granted:
            _go_public(application, fields["amount_fen"], at)
        else:
            move(application, Application.State.PROPOSED)
        decision = _kept(application, actor, at, fields)
        note(application, "decision_proposed", actor=actor, at=at, facts=fields)
        if granted:
            until = application.publicity_to_on
            assert until is not None
            amount = shown(decision.amount_fen)
            tell_firm(application, "public", at=at, amount=amount, until=until.isoformat())
        firm = application.enterprise.name
        tell_office(application, application.lead_id, "to_decide", at=at, firm=firm)
    return decision


def _require_reviews(application: Application) -> None:
    unsaid = Review.objects.filter(application=application, round=application.round, opinion="")
    names = list(unsaid.order_by("pk").values_list("department__name", flat=True))
    if names:
        raise ReviewsOpen(offices="、".join(names))


def _checked(application: Application, proposal: Proposal, at: datetime) -> dict[str, Any]:
    outcome = checked_choice(proposal.outcome, Outcome.values, field="outcome")
    if outcome == Outcome.REJECT:
        reason(proposal.reason_code)
        words = checked_words(proposal.words, field="words", least=4, most=1000)
        return {"outcome": outcome, "reason_code": proposal.reason_code, "words": words}
    words = checked_words(proposal.words, field="words", most=1000)
    return {"outcome": outcome, "amount_fen": _amount(application, proposal, at), "words": words}


def _amount(application: Application, proposal: Proposal, at: datetime) -> int | None:
    """Within the cap of the clause; a benefit in services alone has none."""
    clause = clause_on(application.clause, on=localdate(at))[0].clause
    if clause.benefit.form == "service" and proposal.amount_fen is None:
        return None
    if proposal.amount_fen is None:
        raise AmountMissing()
    amount = checked_range(proposal.amount_fen, ASKED)
    if clause.cap_fen is not None and amount > clause.cap_fen:
        raise AmountMissing()
    return amount


def _go_public(application: Application, amount_fen: int | None, at: datetime) -> None:
    today = localdate(at)
    due = publicity_end(today, desk_of(application.clause).publicity_days, held_calendar())
    move(
        application,
        Application.State.PUBLICITY,
        granted_fen=amount_fen,
        publicity_from_on=today,
        publicity_to_on=due.on,
        due_provisional=application.due_provisional or due.provisional,
    )


def _kept(
    application: Application, actor: Actor, at: datetime, fields: dict[str, Any]
) -> ApplicationDecision:
    made = ApplicationDecision(
        application=application, proposed_by_id=actor.person_id, proposed_at=at, **fields
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as fault:
        raise ApplicationMoved(no=application.no) from fault
    return made
