"""Money of a subsidy in its budget: set aside, freed, and moved to what is payable."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.subsidies.errors import BudgetExhausted
from kerong.contracts.subsidies.models import Budget, Subsidy
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.ledger.errors import Overdrawn
from kerong.ledger.move import move
from kerong.ledger.post import Posting, post
from kerong.ledger.reserve import reserve
from kerong.ledger.values import Movement, Reservation
from kerong.ledger.void import void


def hold_reference(subsidy: Subsidy) -> str:
    return f"subsidy_hold:{subsidy.no}"


def hold_money(subsidy: Subsidy, *, actor: Actor, at: datetime) -> None:
    """Set what is granted aside, where a budget pays; raises BudgetExhausted."""
    budget = subsidy.budget
    if budget is None:
        return
    try:
        with transaction.atomic():
            reserve(reservation=reservation_of(subsidy, budget), actor=actor, at=at)
    except Overdrawn as fault:
        left = max(0, int(fault.facts["available_fen"]))
        raise BudgetExhausted(
            budget=budget.code,
            wanted_fen=subsidy.granted_fen,
            available_fen=left,
            wanted=Money(subsidy.granted_fen).yuan_text(),
            available=Money(left).yuan_text(),
        ) from fault


def reservation_of(subsidy: Subsidy, budget: Budget) -> Reservation:
    return Reservation(
        debit=budget.account,
        credit=budget.payable_account,
        amount_fen=subsidy.granted_fen,
        kind="subsidy_awarded",
        reference=hold_reference(subsidy),
        subject=subsidy.subject,
        words=f"{subsidy.programme} {subsidy.enterprise.name}"[:300],
    )


def free_money(subsidy: Subsidy, *, actor: Actor, at: datetime) -> None:
    """What was set aside is free again; nothing where nothing was."""
    if subsidy.budget is not None and subsidy.state == Subsidy.State.HELD:
        void(hold=hold_reference(subsidy), actor=actor, at=at)


def owe_money(subsidy: Subsidy, *, actor: Actor, at: datetime) -> None:
    """What was set aside becomes payable, whole; once, however often it is asked."""
    if subsidy.budget is not None:
        post(posting=posting_of(subsidy, at), actor=actor, at=at)


def posting_of(subsidy: Subsidy, at: datetime) -> Posting:
    return Posting(
        hold=hold_reference(subsidy),
        reference=f"subsidy_awarded:{subsidy.no}",
        effective_on=localdate(at),
    )


def unowe_money(
    subsidy: Subsidy, amount_fen: int, *, reference: str, actor: Actor, at: datetime
) -> None:
    """What was payable and is not paid after all goes back to the budget, once a reference."""
    if subsidy.budget is None or not amount_fen:
        return
    movement = Movement(
        debit=subsidy.budget.payable_account,
        credit=subsidy.budget.account,
        amount_fen=amount_fen,
        kind="subsidy_cancelled",
        reference=reference,
        effective_on=localdate(at),
        subject=subsidy.subject,
        words=subsidy.enterprise.name[:300],
    )
    move(movement=movement, actor=actor, at=at)
