"""提请设立预算: one person says what a budget is to be; another decides."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.contracts.subsidies.access import PROPOSE_BUDGET
from kerong.contracts.subsidies.errors import (
    AwardUnsound,
    BudgetExists,
    BudgetProposed,
)
from kerong.contracts.subsidies.models import Budget, BudgetProposal
from kerong.contracts.subsidies.proposals import proposed, proposed_before
from kerong.contracts.subsidies.words import checked_words
from kerong.kernel.actor import Actor
from kerong.ledger.values import MOST_FEN

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{1,38}[a-z0-9]", re.ASCII)
_PROGRAMME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,79}", re.ASCII)


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

    @property
    def code(self) -> str:
        return f"{self.key}-{self.year}"


def propose_budget(
    *, budget: NewBudget, client_key: str, actor: Actor, at: datetime
) -> BudgetProposal:
    """No money comes in before another person approves; the same `client_key` again is the same.

    Raises BudgetExists, BudgetProposed where an opening waits already, ProposalReferenceUsed.
    """
    PROPOSE_BUDGET.require(actor)
    draft = BudgetProposal(
        reference=f"open:{budget.code}.{client_key[:60]}",
        kind=BudgetProposal.Kind.OPEN,
        key=budget.key,
        year=budget.year,
        title=checked_words(budget.title, least=2, most=120),
        mode=budget.mode,
        programmes=" ".join(budget.programmes),
        amount_fen=budget.amount_fen,
        words=checked_words(budget.basis, least=2, most=300),
        asked_by_id=actor.person_id,
        asked_at=at,
    )
    made = proposed_before(draft)
    if made is not None:
        return made
    if Budget.objects.filter(key=budget.key, year=budget.year).exists():
        raise BudgetExists(budget=budget.code)
    try:
        with transaction.atomic():
            return proposed(draft, actor=actor, at=at)
    except IntegrityError as fault:  # another opening waits, or the same form a moment earlier
        made = proposed_before(draft)
        if made is None:
            raise BudgetProposed(budget=budget.code) from fault
        return made
