"""抵扣: what a firm owes on claw-backs is kept from what it is to be paid, the oldest first."""

from datetime import date, datetime

from django.utils.timezone import localdate

from kerong.contracts.subsidies.claw_backs import (
    close_if_settled,
    come_back,
    movement_back,
)
from kerong.contracts.subsidies.models import ClawBack, ClawBackMove, Payout
from kerong.contracts.subsidies.notes import note_subsidy
from kerong.kernel.actor import Actor
from kerong.ledger.move import move_all
from kerong.ledger.values import Movement


def kept_back(payout: Payout, *, actor: Actor, at: datetime) -> int:
    """Fen of the payout that stay here; in the transaction that orders it."""
    left, kept = payout.amount_fen, 0
    owed = ClawBack.objects.filter(
        subsidy__enterprise_id=payout.subsidy.enterprise_id,
        subsidy__budget__isnull=False,
        state=ClawBack.State.ORDERED,
    )
    for row in owed.select_related("subsidy", "subsidy__budget").order_by("ordered_at", "pk"):
        amount = min(left, row.left_fen)
        if amount > 0:
            _keep(row, payout, amount, actor=actor, at=at)
            left, kept = left - amount, kept + amount
    return kept


def _keep(row: ClawBack, payout: Payout, amount_fen: int, *, actor: Actor, at: datetime) -> None:
    on = localdate(at)
    come_back(row, ClawBackMove.Kind.OFFSET, amount_fen, payout.reference, on, actor=actor, at=at)
    offset = _movement(row, payout, amount_fen, on)
    restored = movement_back(
        row, "claw_back_restored", amount_fen, f"claw_back_restored:{row.no}.{payout.pk}", on
    )
    wanted = [each for each in (offset, restored) if each is not None]
    move_all(movements=wanted, actor=actor, at=at)
    facts = {"claw_back": row.no, "payout": payout.reference, "amount_fen": amount_fen}
    note_subsidy(row.subsidy, "claw_back_offset", actor=actor, at=at, facts=facts)
    close_if_settled(row, actor=actor, at=at)


def _movement(row: ClawBack, payout: Payout, amount_fen: int, on: date) -> Movement | None:
    paying, owing = payout.subsidy.budget, row.subsidy.budget
    if paying is None or owing is None:
        return None
    return Movement(
        debit=paying.payable_account,
        credit=owing.receivable_account,
        amount_fen=amount_fen,
        kind="claw_back_offset",
        reference=f"claw_back_offset:{row.no}.{payout.pk}",
        effective_on=on,
        subject=row.subsidy.subject,
        words=payout.reference,
    )
