"""What a decision does: its effect, the end of the application, the paper, word to the firm."""

from datetime import datetime

from django.utils.timezone import localdate

from kerong.cases.applications.notes import note, tell_firm, tell_office
from kerong.cases.applications.papers import paper_decision
from kerong.cases.applications.reasons import reason
from kerong.cases.applications.standing import move
from kerong.cases.models import Application, ApplicationDecision, ClauseDesk
from kerong.catalogue.effects import SUBSIDY, EffectOrder, run_effect
from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.reads import clause_on
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

# What a benefit is had for each of, by its period.
_NAMED = {
    "project": "project",
    "year_per_project": "project",
    "loan": "loan",
    "person": "person",
    "referred_firm": "firm",
}


def grant(
    application: Application, decision: ApplicationDecision, *, actor: Actor, at: datetime
) -> None:
    """Belongs into the decision's transaction: whatever the effect raises undoes all of it."""
    move(
        application,
        Application.State.APPROVED,
        granted_fen=decision.amount_fen,
        ended_at=at,
        due_on=None,
        due_provisional=False,
    )
    application.effect_ref = _opened(application, decision, actor, at)
    Application.objects.filter(pk=application.pk).update(effect_ref=application.effect_ref)
    facts = {
        "amount_fen": decision.amount_fen,
        "finding": application.finding.digest if application.finding else "",
        "by_rules": decision.by_rules,
        "effect": application.effect_ref,
    }
    note(application, "approved", actor=actor, at=at, facts=facts)
    paper = paper_decision(application, decision, actor=actor, at=at)
    tell_firm(application, "approved", at=at, amount=shown(decision.amount_fen), paper=paper.no)


def refuse(
    application: Application, decision: ApplicationDecision, *, actor: Actor, at: datetime
) -> None:
    """The end without a grant: coded reason, words, remedy; the firm may apply again."""
    move(
        application,
        Application.State.REJECTED,
        granted_fen=None,
        ended_at=at,
        end_code=decision.reason_code,
        end_words=decision.words[:500],
        due_on=None,
        due_provisional=False,
    )
    facts = {"reason": decision.reason_code, "words": decision.words}
    note(application, "rejected", actor=actor, at=at, facts=facts)
    paper = paper_decision(application, decision, actor=actor, at=at)
    why = reason(decision.reason_code)
    tell_firm(application, "rejected", at=at, why=why.zh, why_en=why.en, paper=paper.no)


def refuse_at_once(
    application: Application, *, reason_code: str, words: str, actor: Actor, at: datetime
) -> None:
    """Refused by one person where nothing was judged."""
    decision = ApplicationDecision.objects.create(
        application=application,
        outcome=ApplicationDecision.Outcome.REJECT,
        reason_code=reason_code,
        words=words[:1000],
        proposed_by_id=actor.person_id,
        proposed_at=at,
    )
    refuse(application, decision, actor=actor, at=at)


def propose_refusal(
    application: Application, *, reason_code: str, words: str, actor: Actor, at: datetime
) -> ApplicationDecision:
    """A grant the firm was told of ends by two: one proposes here, another approves or returns.

    A grant that still waits for its effect is given up.
    """
    waits = ApplicationDecision.objects.filter(
        application=application, approved_at=None, returned_at=None
    )
    waits.update(returned_by_id=actor.person_id, returned_at=at, return_words=words[:500])
    move(application, Application.State.PROPOSED)
    decision = ApplicationDecision.objects.create(
        application=application,
        outcome=ApplicationDecision.Outcome.REJECT,
        reason_code=reason_code,
        words=words[:1000],
        proposed_by_id=actor.person_id,
        proposed_at=at,
    )
    facts = {"outcome": decision.outcome, "reason_code": reason_code, "words": words}
    note(application, "decision_proposed", actor=actor, at=at, facts=facts)
    firm = application.enterprise.name
    tell_office(application, application.lead_id, "to_decide", at=at, firm=firm)
    return decision


def shown(amount_fen: int | None) -> str:
    return "—" if amount_fen is None else Money(amount_fen).yuan_text()


def order_of(
    application: Application, amount_fen: int, *, actor: Actor, at: datetime
) -> EffectOrder:
    """What a grant of this amount hands down."""
    card, _in_force = clause_on(application.clause, on=localdate(at))
    return EffectOrder(
        reference=f"{application.reference}/grant",
        origin=application.reference,
        kind=SUBSIDY,
        clause=application.clause,
        enterprise_id=application.enterprise_id,
        amount_fen=amount_fen,
        first_month=application.first_month,
        last_month=application.last_month,
        facts=_facts(application, card),
        actor=actor,
        at=at,
    )


def _opened(
    application: Application, decision: ApplicationDecision, actor: Actor, at: datetime
) -> str:
    """The reference of what the decision opens; empty for a benefit that is no amount."""
    if decision.amount_fen is None:
        return ""
    return run_effect(order_of(application, decision.amount_fen, actor=actor, at=at))


def _facts(application: Application, card: ClauseCard) -> dict[str, object]:
    """What the clause itself does not say: the very thing, who pays, what it was computed by."""
    kind = _NAMED.get(card.clause.benefit.period or "")
    desk = ClauseDesk.objects.filter(clause=application.clause).first()
    return {
        **({kind: application.subject} if kind else {}),
        "budget": desk.budget if desk else "",
        "finding": application.finding.digest if application.finding else "",
    }
