"""设立预算: one heading of one year and its accounts, once two people agreed."""

from datetime import datetime

from django.db import IntegrityError

from kerong.contracts.subsidies.appropriate import TREASURY
from kerong.contracts.subsidies.errors import BudgetExists
from kerong.contracts.subsidies.models import Budget, BudgetProposal
from kerong.contracts.subsidies.notes import note_budget
from kerong.kernel.actor import Actor
from kerong.ledger.open_account import open_account
from kerong.ledger.values import NewAccount

RECEIPTS = "fiscal/receipts/subsidies"


def open_budget(proposal: BudgetProposal, *, actor: Actor, at: datetime) -> Budget:
    """In the transaction that approves the proposal; raises BudgetExists."""
    terms = {"title": proposal.title, "mode": proposal.mode, "programmes": proposal.programmes}
    try:
        opened = Budget.objects.create(
            key=proposal.key,
            year=proposal.year,
            opened_by_id=actor.person_id,
            opened_at=at,
            **terms,
        )
    except IntegrityError as fault:
        raise BudgetExists(budget=proposal.code) from fault
    _open_accounts(opened, actor=actor, at=at)
    note_budget(opened, "opened", actor=actor, at=at, facts=dict(terms))
    return opened


def _open_accounts(budget: Budget, *, actor: Actor, at: datetime) -> None:
    for code, kind, title in (
        (TREASURY, "treasury", "财政拨入"),
        (RECEIPTS, "receipts", "补贴追回收款"),
        (budget.account, "budget", budget.title),
        (budget.payable_account, "subsidy_payable", f"应付补贴 {budget.title}"[:120]),
        (budget.paid_account, "subsidy_paid", f"已付补贴 {budget.title}"[:120]),
        (budget.receivable_account, "claw_back_receivable", f"追回应收 {budget.title}"[:120]),
        (budget.awaited_account, "claw_back_awaited", f"待追回 {budget.title}"[:120]),
    ):
        account = NewAccount(code=code, kind=kind, title=title)
        open_account(account=account, actor=actor, at=at)
