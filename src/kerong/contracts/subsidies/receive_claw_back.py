"""追回款到账: money came back from the firm and goes back to the budget it came from."""

import re
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.subsidies.access import RECEIVE_CLAW_BACK, claw_back_for
from kerong.contracts.subsidies.claw_backs import close_if_settled, come_back, movement_back
from kerong.contracts.subsidies.errors import AwardUnsound, ClawBackReferenceUsed
from kerong.contracts.subsidies.models import ClawBack, ClawBackMove, ClawBackReceipt
from kerong.contracts.subsidies.notes import note_subsidy
from kerong.contracts.subsidies.open_budget import RECEIPTS
from kerong.contracts.subsidies.receipts import taken_from
from kerong.contracts.subsidies.surplus import surplus_received, surplus_taken
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.move import move_all
from kerong.ledger.values import MOST_FEN, Movement

_BANK_NO = re.compile(r"[0-9A-Za-z._-]{2,60}", re.ASCII)


@retried
def receive_claw_back(
    *,
    no: str,
    amount_fen: int,
    received_on: date,
    bank_no: str,
    receipt_fen: int | None = None,
    actor: Actor,
    at: datetime,
) -> ClawBack:
    """`bank_no` is the bank's own number of the receipt: the same again counts once.

    Of a receipt over more than this claw-back `receipt_fen` is the whole of it; what is left is
    held for the firm: other claw-backs take of it, or it is given back, never more than arrived.

    Raises TooMuchBack for more than is owed, ReceiptUsed, ReceiptDiffers, ClawBackReferenceUsed,
    AwardUnsound.
    """
    RECEIVE_CLAW_BACK.require(actor)
    row, number = claw_back_for(actor, no), bank_no.strip()
    if not _BANK_NO.fullmatch(number):
        raise AwardUnsound(field="bank_no", text=bank_no[:40])
    if received_on > localdate(at):
        raise AwardUnsound(field="received_on", text=received_on.isoformat())
    whole = amount_fen if receipt_fen is None else receipt_fen
    for field, fen in (("amount_fen", amount_fen), ("receipt_fen", whole)):
        if not 0 < fen <= MOST_FEN:
            raise AwardUnsound(field=field, text=str(fen)[:40])
    with transaction.atomic():
        if _known(row, number, amount_fen):
            return row
        receipt = ClawBackReceipt(
            payer=reference("enterprise", row.subsidy.enterprise_id),
            bank_no=number,
            amount_fen=whole,
            received_on=received_on,
            recorded_by_id=actor.person_id,
            recorded_at=at,
        )
        taken, is_new = taken_from(receipt, amount_fen, is_whole=receipt_fen is None)
        kind = ClawBackMove.Kind.RECEIVED
        part = come_back(row, kind, amount_fen, taken, received_on, actor=actor, at=at)
        on = localdate(at)
        movements = _movements(row, part, is_new=is_new, on=on)
        if is_new:
            rest = taken.amount_fen - amount_fen
            movements += surplus_received(taken, rest, on, actor=actor, at=at)
        move_all(movements=movements, actor=actor, at=at)
        facts = {"claw_back": no, "amount_fen": amount_fen, "bank_no": number}
        note_subsidy(row.subsidy, "claw_back_received", actor=actor, at=at, facts=facts)
        close_if_settled(row, actor=actor, at=at)
    return row


def _known(row: ClawBack, number: str, amount_fen: int) -> bool:
    before = row.parts.filter(kind=ClawBackMove.Kind.RECEIVED, reference=number).first()
    if before is not None and before.amount_fen != amount_fen:
        raise ClawBackReferenceUsed(reference=number)
    return before is not None


def _movements(row: ClawBack, part: ClawBackMove, *, is_new: bool, on: date) -> list[Movement]:
    """Received, or taken of what was held, and at once restored: all on the day of recording."""
    budget = row.subsidy.budget
    if budget is None:
        return [] if is_new else [surplus_taken(part, "", on)]
    received = Movement(
        debit=RECEIPTS,
        credit=budget.receivable_account,
        amount_fen=part.amount_fen,
        kind="claw_back_received",
        reference=f"claw_back_received:{row.no}.{part.pk}",
        effective_on=on,
        subject=row.subsidy.subject,
        words=part.reference,
    )
    named = f"claw_back_restored:{row.no}.r{part.pk}"
    restored = movement_back(row, "claw_back_restored", part.amount_fen, named, on)
    first = received if is_new else surplus_taken(part, budget.receivable_account, on)
    return [first] if restored is None else [first, restored]
