"""The effect "subsidy": an approved application about a clause becomes an award."""

from typing import Any

from django.utils.timezone import localdate

from kerong.catalogue.effects import EffectOrder
from kerong.catalogue.policies.cards import ClauseCard
from kerong.catalogue.policies.reads import clauses_on
from kerong.contracts.loans.models import Loan
from kerong.contracts.subsidies.award import ONCE, SubsidyAward
from kerong.contracts.subsidies.award_subsidy import award_subsidy
from kerong.contracts.subsidies.errors import (
    AwardUnsound,
    ClauseUnknown,
    NoBudget,
    SeveralBudgets,
)
from kerong.contracts.subsidies.loan_matter import loans_of_matter, matter_of
from kerong.contracts.subsidies.models import Budget, Form
from kerong.finance.stacking import HIGHEST, SUM_CAPPED
from kerong.rules.benefits.benefit import STAGES

# Clauses that pay a matter once, whenever it is: their months are "once".
_ONCE = frozenset({"once", "project", "enterprise", "person", "referred_firm"})
_MONEY = (Form.CASH, Form.REFUND)


def award_by_effect(order: EffectOrder) -> str:
    """The reference of the subsidy. `facts` may name `matter`, `loan`, `person`, `project`,
    `firm`, the `loans` of a project, `budget` and `calculation`; the clause says all else.

    Raises ClauseUnknown, NoBudget, SeveralBudgets, and what `award_subsidy` raises.
    """
    return award_subsidy(award=award_from(order), actor=order.actor, at=order.at).subject


def award_from(order: EffectOrder) -> SubsidyAward:
    """The award an order asks for."""
    on = localdate(order.at)
    card = clauses_on(on).get(order.clause)
    if card is None:
        raise ClauseUnknown(clause=order.clause)
    if order.amount_fen is None:
        raise AwardUnsound(field="amount_fen", text="-")
    benefit, facts = card.clause.benefit, order.facts
    once = benefit.period in _ONCE
    return SubsidyAward(
        reference=order.reference,
        origin=order.origin,
        programme=card.rules.key,
        clause=order.clause,
        enterprise_id=order.enterprise_id,
        matter=_matter(card, facts, order.enterprise_id),
        first_month=ONCE if once else order.first_month,
        last_month=ONCE if once else order.last_month,
        amount_fen=order.amount_fen,
        form=benefit.form,
        budget=str(facts.get("budget") or _budget(card, benefit.form, on.year)),
        stack_rule=SUM_CAPPED if benefit.stacking == STAGES else HIGHEST,
        is_supporting=bool(facts.get("is_supporting")),
        loan_no=facts.get("loan"),
        covers=_covers(facts, order.enterprise_id),
        calculation=facts.get("calculation"),
        cap_fen=benefit.joint_cap_fen,
        level=benefit.level,
        words=card.clause.title[0],
    )


def _matter(card: ClauseCard, facts: Any, enterprise_id: int) -> str:
    """The very thing: named outright, or the loan, project, person or firm; else its own year."""
    named = str(facts.get("matter") or "")
    if named and not named.startswith("loan:"):
        return named
    no = named.removeprefix("loan:") or facts.get("loan")
    loan = Loan.objects.filter(no=no, enterprise_id=enterprise_id).first()
    if loan is not None:  # with its renewals and other halves, as runs name it
        return matter_of(loans_of_matter(loan))
    if named:
        return named
    for kind in ("loan", "project", "person", "firm"):
        if facts.get(kind):
            return f"{kind}:{facts[kind]}"
    return card.clause.benefit.matter


def _covers(facts: Any, enterprise_id: int) -> tuple[str, ...]:
    """The loans a project's interest is paid on, each with its renewals and other halves."""
    asked = facts.get("loans") or [facts.get("loan")]
    wanted = {str(no) for no in asked if no}
    found = Loan.objects.filter(no__in=wanted, enterprise_id=enterprise_id)
    if missing := wanted - {loan.no for loan in found}:
        raise AwardUnsound(field="loans", text=", ".join(sorted(missing))[:40])
    return tuple(matter_of(loans_of_matter(loan)) for loan in found)


def _budget(card: ClauseCard, form: str, year: int) -> str:
    """The one budget of the year that names the policy, or the one that serves any."""
    programme = card.rules.key
    serving = [each for each in Budget.objects.filter(year=year) if each.serves(programme)]
    chosen = [each for each in serving if each.programmes.strip()] or serving
    if not chosen and form not in _MONEY:
        return ""
    if not chosen:
        raise NoBudget(programme=programme, year=year)
    if len(chosen) > 1:
        names = ", ".join(each.code for each in chosen)
        raise SeveralBudgets(programme=programme, year=year, budgets=names)
    return chosen[0].code
