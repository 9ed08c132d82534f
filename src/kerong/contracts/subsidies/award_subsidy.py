"""核定补贴: a decision becomes a subsidy under its entitlement, its money set aside."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.access import AWARD, budget_for
from kerong.contracts.subsidies.award import SubsidyAward
from kerong.contracts.subsidies.entitlements import claimed, live_under
from kerong.contracts.subsidies.errors import AwardReferenceUsed, AwardUnsound, NotServed
from kerong.contracts.subsidies.families import family_of
from kerong.contracts.subsidies.giving_way import give_way
from kerong.contracts.subsidies.holding import hold_money
from kerong.contracts.subsidies.models import Budget, Entitlement, Subsidy
from kerong.contracts.subsidies.notes import note_subsidy, tell_firm
from kerong.contracts.subsidies.stacked import Stacked, stacked
from kerong.contracts.subsidies.totals import commit
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.canonical import canonical_json, digest
from kerong.kernel.references import number_to_come
from kerong.parties.lineage import party_of
from kerong.parties.models import Enterprise

_COMPARED = ("origin", "programme", "clause", "enterprise_id", "form", "stack_rule")


@retried
def award_subsidy(*, award: SubsidyAward, actor: Actor, at: datetime) -> Subsidy:
    """The subsidy of this award; the same award again gives back the subsidy it made.

    Its months are claimed, what stands for the same matter is counted (就高不重复), its money is
    held in the budget; in a pro-rata budget it waits for the distribution. Raises AlreadyEntitled
    naming what pays already, BudgetExhausted, NotServed, AwardReferenceUsed, ClauseUnknown.
    """
    AWARD.require(actor)
    made = awarded_before(award)
    if made is not None:
        return made
    firm, budget = firm_of(award), budget_of(award)
    family = family_of(award, localdate(at))
    with transaction.atomic():
        entitlement = claimed(award, family, party_of(firm))
        made = awarded_before(award)  # somebody else with the same award, while we waited
        if made is not None:
            return made
        result = stacked(award, entitlement, live_under(entitlement))
        subsidy = _insert(award, entitlement, result, budget, actor=actor, at=at)
        give_way(result, subsidy, actor=actor, at=at)
        commit(entitlement, result.pay_fen, entitled_fen=result.entitled_fen)
        if subsidy.state == Subsidy.State.HELD:
            hold_money(subsidy, actor=actor, at=at)
        note_subsidy(subsidy, "awarded", actor=actor, at=at, facts=award_facts(subsidy))
        tell_firm(subsidy, "subsidy.awarded", at=at, facts={})
    return subsidy


def awarded_before(award: SubsidyAward) -> Subsidy | None:
    """What this award made already; raises AwardReferenceUsed when it was another award."""
    made = Subsidy.objects.filter(reference=award.reference).first()
    if made is None:
        return None
    same = made.asked_fen == award.amount_fen and made.entitlement.matter == award.matter
    if not same or any(getattr(made, name) != getattr(award, name) for name in _COMPARED):
        raise AwardReferenceUsed(reference=award.reference, no=made.no)
    return made


def firm_of(award: SubsidyAward) -> Enterprise:
    """Raises AwardUnsound."""
    firm = Enterprise.objects.filter(pk=award.enterprise_id).first()
    if firm is None:
        raise AwardUnsound(field="enterprise_id", text=str(award.enterprise_id))
    return firm


def budget_of(award: SubsidyAward) -> Budget | None:
    """Raises BudgetNotFound, NotServed."""
    if not award.budget:
        return None
    budget = budget_for(award.budget)
    if not budget.serves(award.programme):
        raise NotServed(budget=budget.code, programme=award.programme)
    return budget


def waits_in(budget: Budget | None) -> bool:
    """Whether awards on the budget wait until it is shared out."""
    return budget is not None and budget.mode == Budget.Mode.PRO_RATA


def _insert(
    award: SubsidyAward,
    entitlement: Entitlement,
    result: Stacked,
    budget: Budget | None,
    *,
    actor: Actor,
    at: datetime,
) -> Subsidy:
    subsidy = drafted_subsidy(award, entitlement, result, actor=actor, at=at)
    subsidy.budget, subsidy.loan = budget, _loan(award)
    if waits_in(budget):
        subsidy.state = Subsidy.State.WAITING
    subsidy.save(force_insert=True)
    subsidy.no = number_of(subsidy, at)
    Subsidy.objects.filter(pk=subsidy.pk).update(no=subsidy.no)
    return subsidy


def drafted_subsidy(
    award: SubsidyAward, entitlement: Entitlement, result: Stacked, *, actor: Actor, at: datetime
) -> Subsidy:
    """The row of the award, without its budget and loan, not written yet."""
    body = dict(award.calculation) if award.calculation is not None else None
    return Subsidy(
        no=number_to_come(),
        reference=award.reference,
        origin=award.origin,
        programme=award.programme,
        clause=award.clause,
        level=award.level,
        enterprise_id=award.enterprise_id,
        entitlement=entitlement,
        tops_up=result.tops_up,
        form=award.form,
        stack_rule=award.stack_rule,
        is_supporting=award.is_supporting,
        asked_fen=award.amount_fen,
        cap_fen=award.cap_fen,
        granted_fen=result.pay_fen,
        state=Subsidy.State.HELD,
        calculation=canonical_json(body).decode() if body is not None else "",
        digest=digest(body) if body is not None else "",
        words=award.words[:500],
        awarded_by_id=actor.person_id,
        awarded_at=at,
    )


def number_of(subsidy: Subsidy, at: datetime) -> str:
    return f"S{localdate(at).year}-{subsidy.pk:06d}"


def _loan(award: SubsidyAward) -> Loan | None:
    """Raises AwardUnsound for a loan that is not there or not the firm's."""
    if award.loan_no is None:
        return None
    loan = Loan.objects.filter(no=award.loan_no, enterprise_id=award.enterprise_id).first()
    if loan is None:
        raise AwardUnsound(field="loan_no", text=award.loan_no[:40])
    return loan


def award_facts(subsidy: Subsidy) -> dict[str, object]:
    """What the trail says of an award."""
    held = subsidy.entitlement
    return {
        "subsidy": subsidy.no,
        "origin": subsidy.origin,
        "programme": subsidy.programme,
        "clause": subsidy.clause,
        "family": held.family,
        "matter": held.matter,
        "first_month": held.first_month,
        "last_month": held.last_month,
        "asked_fen": subsidy.asked_fen,
        "granted_fen": subsidy.granted_fen,
        "form": str(subsidy.form),
        "budget": subsidy.budget.code if subsidy.budget else None,
        "state": str(subsidy.state),
        "digest": subsidy.digest,
    }
