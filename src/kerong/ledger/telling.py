"""What the trail is told: each movement is an event in the stream of what it is about.

Not in a stream of the account: a pool that a thousand firms draw on would make their acts wait for
one row more, and who reads the story of a loan wants its money among its events.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.models import Hold, Transfer
from kerong.trail.record import Entry
from kerong.trail.record_all import record_all

Sides = tuple[str, str]


def transfer_subject(no: int) -> str:
    """By which the event of a transfer is found in its stream."""
    return reference("transfer", no)


def hold_subject(pk: int) -> str:
    return reference("hold", pk)


def tell_transfer(
    transfer: Transfer, what: str, sides: Sides, *, actor: Actor, at: datetime
) -> None:
    """`what` happened: moved, posted or reversed; `sides` are the codes debited and credited."""
    tell_transfers([(transfer, sides)], what, actor=actor, at=at)


def tell_transfers(
    told: Sequence[tuple[Transfer, Sides]], what: str, *, actor: Actor, at: datetime
) -> None:
    """The same of several, each in the stream of what it is about."""
    entries = [
        Entry(
            stream=transfer.subject,
            kind=f"ledger.{what}",
            subject=transfer_subject(transfer.no),
            facts=_facts(transfer, sides),
        )
        for transfer, sides in told
    ]
    record_all(entries=entries, actor=actor, at=at)


def _facts(transfer: Transfer, sides: Sides) -> dict[str, Any]:
    debit, credit = sides
    return {
        "transfer": transfer.no,
        "debit": debit,
        "credit": credit,
        "amount_fen": transfer.amount_fen,
        "movement": transfer.kind,
        "reference": transfer.reference,
        "effective_on": transfer.effective_on,
        "reverses": transfer.reverses_id,
        "hold": transfer.hold_id,
        "words": transfer.words,
    }


def tell_hold(hold: Hold, what: str, sides: Sides, *, actor: Actor, at: datetime) -> None:
    """`what` happened: reserved or voided."""
    tell_holds([(hold, sides)], what, actor=actor, at=at)


def tell_holds(
    told: Sequence[tuple[Hold, Sides]], what: str, *, actor: Actor, at: datetime
) -> None:
    """The same of several, each in the stream of what it is about."""
    entries = [
        Entry(
            stream=hold.subject,
            kind=f"ledger.{what}",
            subject=hold_subject(hold.pk),
            facts={
                "debit": debit,
                "credit": credit,
                "amount_fen": hold.amount_fen,
                "movement": hold.kind,
                "reference": hold.reference,
                "expires_on": hold.expires_on,
            },
        )
        for hold, (debit, credit) in told
    ]
    record_all(entries=entries, actor=actor, at=at)
