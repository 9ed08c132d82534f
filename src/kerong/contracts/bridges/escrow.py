"""What the escrow of a bridge holds and what came into it, and when the money was back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kerong.contracts.bridges.models import Bridge, BridgeReceipt
from kerong.contracts.bridges.programmes import terms_of
from kerong.finance.bridge_fees import bridge_days, bridge_fee_fen
from kerong.ledger.models import Account
from kerong.reference.calendar import held_calendar


@dataclass(frozen=True, slots=True)
class Use:
    """How long the money was out and what that costs."""

    days: int
    fee_fen: int


def held_in(bridge: Bridge) -> int:
    """Fen on the escrow now, 0 before it is opened."""
    found = Account.objects.filter(code=bridge.escrow).values_list("balance_fen", flat=True)
    return found.first() or 0


def covered_on(receipts: Iterable[BridgeReceipt], needed_fen: int) -> date | None:
    """The day on which what came in reached the amount, None as long as it does not.

    27 万 on the 20th and 108 万 on the 28th reach 135 万 on the 28th.
    """
    total = 0
    for receipt in sorted(receipts, key=lambda row: (row.received_on, row.pk)):
        total += receipt.amount_fen
        if total >= needed_fen:
            return receipt.received_on
    return None


def use_until(bridge: Bridge, day: date) -> Use:
    """By the terms of the day it was asked for; the first day counts whole."""
    assert bridge.lent_on is not None
    terms = terms_of(bridge)
    days = bridge_days(terms, bridge.lent_on, max(day, bridge.lent_on), held_calendar())
    return Use(days, bridge_fee_fen(terms, bridge.amount_fen, days, returned_on=day))
