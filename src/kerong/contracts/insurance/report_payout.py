"""登记赔付: the insurer reports that the money agreed went to the bank."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import INSURER, REPORT_PAYOUT, insurance_claim_of
from kerong.contracts.insurance.errors import ClaimMoved, ReferenceUsed, WrongDay
from kerong.contracts.insurance.models import InsuranceClaim
from kerong.contracts.insurance.moves import move_claim
from kerong.contracts.insurance.notes import bank_of, firm_of, note_insurance, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import one_spelling

State = InsuranceClaim.State


@dataclass(frozen=True, slots=True, kw_only=True)
class PayoutPaid:
    """`reference` is of the insurer's own books: once for one payment."""

    paid_on: date
    reference: str


def report_payout(*, actor: Actor, claim_no: str, paid: PayoutPaid, at: datetime) -> InsuranceClaim:
    """Raises ClaimMoved, WrongDay, ReferenceUsed, NotYourSide."""
    REPORT_PAYOUT.require(actor)
    claim = insurance_claim_of(actor, claim_no, INSURER)
    if claim.approved_at is None or claim.state != State.AGREED:
        raise ClaimMoved(state=claim.get_state_display())
    earliest, latest = localdate(claim.approved_at), localdate(at)
    if not earliest <= paid.paid_on <= latest:
        raise WrongDay(earliest=earliest.isoformat(), latest=latest.isoformat())
    fields: dict[str, Any] = {
        "paid_on": paid.paid_on,
        "paid_reference": checked_words(one_spelling(paid.reference), least=1, most=80),
        "paid_by_id": actor.person_id,
        "paid_at": at,
        "ended_at": at,
    }
    with transaction.atomic():
        _move(claim, fields)
        facts = {"payout_fen": claim.payout_fen, "on": paid.paid_on, "reference": paid.reference}
        note_insurance(claim, "claim_paid", actor=actor, at=at, facts=facts)
        amount = Money(claim.payout_fen).yuan_text()
        to = [bank_of(claim), firm_of(claim)]
        say_insurance(claim, "claim_paid", to=to, at=at, amount=amount)
    return claim


def _move(claim: InsuranceClaim, fields: dict[str, Any]) -> None:
    try:
        with transaction.atomic():
            move_claim(claim, State.PAID, since=(State.AGREED,), **fields)
    except IntegrityError as fault:
        raise ReferenceUsed(reference=fields["paid_reference"]) from fault
