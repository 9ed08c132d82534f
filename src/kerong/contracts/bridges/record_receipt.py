"""登记到账: own funds or the new loan came into the escrow, once a number of the bank."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import RECORD_RECEIPT, bridge_for
from kerong.contracts.bridges.accounts import receipts_of
from kerong.contracts.bridges.errors import (
    BridgeMoved,
    DayOutside,
    FigureWrong,
    NewLoanUnknown,
    ReceiptKnown,
)
from kerong.contracts.bridges.escrow import covered_on, use_until
from kerong.contracts.bridges.models import Bridge, BridgeReceipt
from kerong.contracts.bridges.notes import note_bridge
from kerong.contracts.bridges.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import one_spelling
from kerong.ledger.move import move
from kerong.ledger.values import Movement

_MOVEMENTS = {
    BridgeReceipt.Kind.OWN_FUNDS: "bridge_own_funds",
    BridgeReceipt.Kind.NEW_LOAN: "bridge_new_loan",
}
_STATES = (Bridge.State.APPROVED, *Bridge.LENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """`reference` is the number the escrow's bank gave the receipt."""

    kind: str
    amount_fen: int
    received_on: date
    reference: str


def record_receipt(
    *, actor: Actor, bridge_no: str, receipt: Receipt, at: datetime
) -> BridgeReceipt:
    """The row; the same receipt again gives it back.

    With the receipt by which what was lent is covered the use ends: days and fee are settled.
    Raises BridgeMoved, ReceiptKnown, NewLoanUnknown, DayOutside, FigureWrong.
    """
    RECORD_RECEIPT.require(actor)
    bridge = bridge_for(actor, bridge_no)
    row = _draft(bridge, receipt, actor=actor, at=at)
    known = BridgeReceipt.objects.filter(reference=row.reference).first()
    if known is not None:
        return _same(known, row)
    _require_possible(bridge, row, localdate(at))
    try:
        with transaction.atomic():
            _hold_open(bridge)
            row.save(force_insert=True)
            move(movement=_movement(row), actor=actor, at=at)
            _settle_use(bridge)
            facts = {
                "kind": str(row.kind),
                "amount_fen": row.amount_fen,
                "reference": row.reference,
            }
            facts |= {"received_on": row.received_on, "returned_on": bridge.returned_on}
            note_bridge(bridge, "received", actor=actor, at=at, facts=facts)
    except IntegrityError:  # two at once: the other was written first
        return _same(BridgeReceipt.objects.get(reference=row.reference), row)
    return row


def _draft(bridge: Bridge, receipt: Receipt, *, actor: Actor, at: datetime) -> BridgeReceipt:
    if receipt.kind not in BridgeReceipt.Kind.values:
        raise FigureWrong(field="kind")
    if receipt.amount_fen <= 0:
        raise FigureWrong(field="amount_fen")
    return BridgeReceipt(
        bridge=bridge,
        kind=BridgeReceipt.Kind(receipt.kind),
        amount_fen=receipt.amount_fen,
        received_on=receipt.received_on,
        reference=checked_words(one_spelling(receipt.reference), least=1, most=80),
        recorded_by_id=actor.person_id,
        recorded_at=at,
    )


def _same(known: BridgeReceipt, row: BridgeReceipt) -> BridgeReceipt:
    said = ("bridge_id", "kind", "amount_fen", "received_on")
    if any(getattr(known, name) != getattr(row, name) for name in said):
        raise ReceiptKnown(reference=row.reference)
    return known


def _require_possible(bridge: Bridge, row: BridgeReceipt, on: date) -> None:
    if bridge.state not in _STATES:
        raise BridgeMoved(no=bridge.no, state=bridge.get_state_display())
    earliest = localdate(bridge.approved_at)
    if row.kind == BridgeReceipt.Kind.NEW_LOAN:
        if bridge.new_loan is None:
            raise NewLoanUnknown()
        earliest = bridge.new_loan.disbursed_on
    if not earliest <= row.received_on <= on:
        raise DayOutside(earliest=earliest, latest=on)
    before = bridge.receipts.aggregate(fen=Sum("amount_fen"))["fen"] or 0
    if bridge.state == Bridge.State.APPROVED and before + row.amount_fen >= bridge.repay_fen:
        raise FigureWrong(field="amount_fen")  # who brings everything needs no bridge


def _hold_open(bridge: Bridge) -> None:
    """The guard: whoever settles or calls off waits for this receipt, or it comes too late."""
    if not Bridge.objects.filter(pk=bridge.pk, state=bridge.state).update(state=bridge.state):
        raise BridgeMoved(no=bridge.no, state=bridge.get_state_display())


def _movement(row: BridgeReceipt) -> Movement:
    bridge = row.bridge
    return Movement(
        debit=receipts_of(bridge.fund),
        credit=bridge.escrow,
        amount_fen=row.amount_fen,
        kind=_MOVEMENTS[BridgeReceipt.Kind(row.kind)],
        reference=f"{bridge.reference}:receipt:{row.pk}",
        effective_on=row.received_on,
        subject=bridge.reference,
        words=row.reference,
    )


def _settle_use(bridge: Bridge) -> None:
    """After the movement: whoever waited for the escrow's row now sees the other's receipt."""
    if bridge.lent_on is None or bridge.returned_on is not None:
        return
    day = covered_on(bridge.receipts.all(), bridge.repay_fen)
    if day is None:
        return
    day = max(day, bridge.lent_on)
    use = use_until(bridge, day)
    settled = {"returned_on": day, "days": use.days, "fee_fen": use.fee_fen}
    Bridge.objects.filter(pk=bridge.pk, returned_on=None).update(**settled)
    for name, value in settled.items():
        setattr(bridge, name, value)
