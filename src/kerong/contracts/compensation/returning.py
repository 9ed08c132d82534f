"""Money that comes in for a claim and goes back to the accounts that paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localdate

from kerong.contracts.compensation.accounts import RECEIPTS, recoveries_code, stand
from kerong.contracts.compensation.models import Claim
from kerong.contracts.compensation.notes import stream_of
from kerong.kernel.actor import Actor
from kerong.ledger.move import move_all
from kerong.ledger.values import Movement


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """`arrived_fen` came in under `reference`; `to` says which pool accounts it goes back to.

    What arrived beyond that stays on the claim's account of recoveries, to be paid on.
    """

    claim: Claim
    reference: str
    arrived_fen: int
    to: Mapping[str, int]


def bring_back(arrival: Arrival, *, actor: Actor, at: datetime) -> None:
    """Receipts → the claim's recoveries → the pools."""
    claim, transit = arrival.claim, recoveries_code(arrival.claim)
    stand(RECEIPTS, "receipts", "代偿追偿收款", actor=actor, at=at)
    stand(transit, "recoveries", f"追偿款 {claim.no}", actor=actor, at=at)
    movements = []
    if arrival.arrived_fen:
        movements.append(
            _movement(arrival, RECEIPTS, transit, arrival.arrived_fen, "recovery_received", at)
        )
    for code, fen in sorted(arrival.to.items()):
        if fen:
            movements.append(_movement(arrival, transit, code, fen, "recovery_shared", at))
    if movements:
        move_all(movements=movements, actor=actor, at=at)


def _movement(
    arrival: Arrival, debit: str, credit: str, fen: int, kind: str, at: datetime
) -> Movement:
    tail = "received" if kind == "recovery_received" else credit.removeprefix("fiscal/")
    return Movement(
        debit=debit,
        credit=credit,
        amount_fen=fen,
        kind=kind,
        reference=f"{arrival.reference}/{tail}",
        effective_on=localdate(at),
        subject=stream_of(arrival.claim),
        words=arrival.claim.loan.no,
    )
