"""拨入资金: money from the treasury into the fund, or back, once a document number."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import APPROPRIATE, fund_for
from kerong.contracts.bridges.accounts import TREASURY
from kerong.contracts.bridges.notes import note_fund
from kerong.contracts.bridges.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.models import Transfer
from kerong.ledger.move import move
from kerong.ledger.values import Movement

IN, OUT = "in", "out"
DIRECTIONS = (IN, OUT)
_KINDS = {IN: "appropriated", OUT: "returned_to_treasury"}


def appropriate_fund(
    *, key: str, amount_fen: int, document_no: str, actor: Actor, at: datetime, direction: str = IN
) -> Transfer:
    """The transfer; the same document again gives it back.

    Raises FundNotFound, and of the ledger NotAMovement, ReferenceUsed and Overdrawn.
    """
    APPROPRIATE.require(actor)
    fund = fund_for(actor, key)
    number = checked_words(document_no, least=2, most=80)
    sides = (TREASURY, fund.account) if direction == IN else (fund.account, TREASURY)
    kind, words = _KINDS[direction], f"{fund.title} {number}"
    told = f"bridge_fund:{fund.key}:{kind}:{number}"
    with transaction.atomic():
        is_new = not Transfer.objects.filter(reference=told).exists()
        movement = Movement(
            debit=sides[0],
            credit=sides[1],
            amount_fen=amount_fen,
            kind=kind,
            reference=told,
            effective_on=_day(told, at),
            subject=reference("bridge_fund", fund.key),
            words=words,
        )
        transfer = move(movement=movement, actor=actor, at=at)
        if is_new:
            facts = {"amount_fen": amount_fen, "document": number}
            note_fund(
                fund,
                "appropriated" if direction == IN else "returned_to_treasury",
                actor=actor,
                at=at,
                facts=facts,
            )
    return transfer


def _day(told: str, at: datetime) -> date:
    """The day of the transfer made before, so that the same document on another day is the same."""
    held = Transfer.objects.filter(reference=told).values_list("effective_on", flat=True).first()
    return held or localdate(at)
