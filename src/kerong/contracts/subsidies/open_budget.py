"""设立预算: one heading of one year, its accounts, and its first appropriation."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import OPEN_BUDGET
from kerong.contracts.subsidies.appropriate import TREASURY, appropriate
from kerong.contracts.subsidies.errors import AwardUnsound, BudgetExists
from kerong.contracts.subsidies.models import Budget
from kerong.contracts.subsidies.notes import note_budget
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor
from kerong.ledger.open_account import open_account
from kerong.ledger.values import MOST_FEN, NewAccount

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]", re.ASCII)
_PROGRAMME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,79}", re.ASCII)
RECEIPTS = "fiscal/receipts/subsidies"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBudget:
    """A budget that is to be open; without `programmes` it serves any.

    Where money is not enough `first_come` refuses and `pro_rata` lets awards wait and cuts them.
    """

    key: str
    year: int
    title: str
    amount_fen: int
    mode: str
    programmes: tuple[str, ...] = ()
    basis: str = "预算批复"

    def __post_init__(self) -> None:
        programmes = " ".join(self.programmes)
        sound = {
            "key": bool(_KEY.fullmatch(self.key)),
            "year": 2000 <= self.year < 2100,
            "amount_fen": type(self.amount_fen) is int and 0 < self.amount_fen <= MOST_FEN,
            "mode": self.mode in Budget.Mode.values,
            "programmes": all(map(_PROGRAMME.fullmatch, self.programmes)) and len(programmes) < 400,
        }
        for field, fits in sound.items():
            if not fits:
                raise AwardUnsound(field=field, text=str(getattr(self, field))[:40])


def open_budget(*, budget: NewBudget, actor: Actor, at: datetime) -> Budget:
    """The budget of that key and year, opened now unless it is.

    Raises BudgetExists when it stands with another title, mode, first amount or other programmes.
    """
    OPEN_BUDGET.require(actor)
    title = checked_words(budget.title, least=2, most=120)
    basis = checked_words(budget.basis, least=2, most=300)
    terms = {"title": title, "mode": budget.mode, "programmes": " ".join(budget.programmes)}
    with transaction.atomic():
        opened, is_new = Budget.objects.get_or_create(
            key=budget.key,
            year=budget.year,
            defaults=terms | {"opened_by_id": actor.person_id, "opened_at": at},
        )
        if not is_new:
            return _same(opened, terms, budget.amount_fen)
        _open_accounts(opened, actor=actor, at=at)
        note_budget(opened, "opened", actor=actor, at=at, facts=dict(terms))
        appropriate(
            opened,
            reference=f"budget:{opened.code}.1",
            amount_fen=budget.amount_fen,
            words=basis,
            actor=actor,
            at=at,
        )
    return opened


def _same(opened: Budget, terms: dict[str, str], amount_fen: int) -> Budget:
    first = opened.appropriations.get(no=1)
    differs = any(getattr(opened, name) != value for name, value in terms.items())
    if differs or first.amount_fen != amount_fen:
        raise BudgetExists(budget=opened.code)
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
