"""保险费到账: the insurer has the premium, whole; from that day on the policy holds."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import INSURER, KEEP_PREMIUMS, policy_of
from kerong.contracts.insurance.errors import PremiumDiffers, ReferenceUsed, WrongDay
from kerong.contracts.insurance.models import InsurancePolicy
from kerong.contracts.insurance.moves import move_policy
from kerong.contracts.insurance.notes import note_insurance, others_told, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

State = InsurancePolicy.State


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumReceipt:
    """`reference` is of the insurer's own books, `insurer_no` its number of the policy."""

    received_on: date
    amount_fen: int
    reference: str
    insurer_no: str


def receive_premium(
    *, actor: Actor, policy_no: str, receipt: PremiumReceipt, at: datetime
) -> InsurancePolicy:
    """Raises PremiumDiffers, WrongDay, ReferenceUsed, PolicyMoved, NotYourSide."""
    KEEP_PREMIUMS.require(actor)
    policy = policy_of(actor, policy_no, INSURER)
    if receipt.amount_fen != policy.premium_fen:
        due, paid = Money(policy.premium_fen), Money(receipt.amount_fen)
        raise PremiumDiffers(due=due.yuan_text(), paid=paid.yuan_text())
    earliest, latest = localdate(policy.accepted_at), localdate(at)
    if not earliest <= receipt.received_on <= min(latest, policy.premium_due_on):
        last = min(latest, policy.premium_due_on)
        raise WrongDay(earliest=earliest.isoformat(), latest=last.isoformat())
    fields = {
        "insurer_no": checked_words(receipt.insurer_no, least=1, most=60),
        "premium_on": receipt.received_on,
        "premium_reference": checked_words(receipt.reference, least=1, most=80),
        "premium_by_id": actor.person_id,
        "premium_at": at,
    }
    with transaction.atomic():
        _take(policy, fields)
        facts = {"premium_fen": policy.premium_fen} | {
            name: fields[name] for name in ("insurer_no", "premium_on", "premium_reference")
        }
        note_insurance(policy, "premium_received", actor=actor, at=at, facts=facts)
        told = {"amount": Money(policy.premium_fen).yuan_text(), "on": policy.from_on}
        say_insurance(policy, "in_force", to=others_told(policy), at=at, **told)
    return policy


def _take(policy: InsurancePolicy, fields: dict[str, object]) -> None:
    try:
        with transaction.atomic():
            move_policy(policy, State.IN_FORCE, since=(State.BOUND,), **fields)
    except IntegrityError as fault:
        both = f"{fields['premium_reference']} / {fields['insurer_no']}"
        raise ReferenceUsed(reference=both) from fault
