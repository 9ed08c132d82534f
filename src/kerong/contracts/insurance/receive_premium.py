"""保险费到账: the insurer has the premium, or its next instalment; the first puts it in force."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import INSURER, KEEP_PREMIUMS, policy_of
from kerong.contracts.insurance.errors import (
    PolicyMoved,
    PremiumDiffers,
    ReferenceUsed,
    WrongDay,
)
from kerong.contracts.insurance.models import InsurancePolicy, PremiumInstalment
from kerong.contracts.insurance.moves import move_policy
from kerong.contracts.insurance.notes import note_insurance, others_told, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.kernel.references import one_spelling

State = InsurancePolicy.State


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiumReceipt:
    """`reference` is of the insurer's own books, `insurer_no` its number of the policy: said with
    the first receipt."""

    received_on: date
    amount_fen: int
    reference: str
    insurer_no: str = ""


def receive_premium(
    *, actor: Actor, policy_no: str, receipt: PremiumReceipt, at: datetime
) -> InsurancePolicy:
    """The next instalment, whole. Raises PremiumDiffers, WrongDay, ReferenceUsed, PolicyMoved,
    NotYourSide."""
    KEEP_PREMIUMS.require(actor)
    policy = policy_of(actor, policy_no, INSURER)
    part = next_part(policy)
    if part is None or policy.state not in InsurancePolicy.LIVE:
        raise PolicyMoved(state=policy.get_state_display())
    if receipt.amount_fen != part.amount_fen:
        due, paid = Money(part.amount_fen), Money(receipt.amount_fen)
        raise PremiumDiffers(due=due.yuan_text(), paid=paid.yuan_text())
    earliest, latest = localdate(policy.accepted_at), min(localdate(at), last_day(policy, part))
    if not earliest <= receipt.received_on <= latest:
        raise WrongDay(earliest=earliest.isoformat(), latest=latest.isoformat())
    fields: dict[str, Any] = {
        "paid_on": receipt.received_on,
        "reference": checked_words(one_spelling(receipt.reference), least=1, most=80),
        "recorded_by_id": actor.person_id,
        "recorded_at": at,
    }
    with transaction.atomic():
        _take(part, fields)
        if part.no == 1:
            _put_in_force(policy, receipt, fields["reference"])
        else:  # a policy that was given up or lapsed meanwhile takes no more
            move_policy(policy, State.IN_FORCE, since=(State.IN_FORCE,))
        facts = {
            "premium_fen": part.amount_fen,
            "part": part.no,
            "of": policy.instalments,
            "insurer_no": policy.insurer_no,
            "premium_on": receipt.received_on,
            "premium_reference": fields["reference"],
        }
        note_insurance(policy, "premium_received", actor=actor, at=at, facts=facts)
        amount = Money(part.amount_fen).yuan_text()
        told = {"amount": amount, "on": policy.from_on, "part": part.no}
        what = "in_force" if part.no == 1 else "part_received"
        say_insurance(policy, what, to=others_told(policy), at=at, **told)
    return policy


def next_part(policy: InsurancePolicy) -> PremiumInstalment | None:
    """The first instalment its insurer does not have."""
    rows = PremiumInstalment.objects.filter(policy=policy, paid_on=None)
    return rows.order_by("no").first()


def last_day(policy: InsurancePolicy, part: PremiumInstalment) -> date:
    """Of the first one the day the cover begins; of later ones the days of grace count too."""
    grace = 0 if part.no == 1 else policy.grace_days
    return part.due_on + timedelta(days=grace)


def _take(part: PremiumInstalment, fields: dict[str, Any]) -> None:
    rows = PremiumInstalment.objects.filter(pk=part.pk, paid_on=None)
    try:
        with transaction.atomic():
            taken = rows.update(**fields)
    except IntegrityError as fault:
        raise ReferenceUsed(reference=fields["reference"]) from fault
    if not taken:
        raise PolicyMoved(state=part.policy.get_state_display())


def _put_in_force(policy: InsurancePolicy, receipt: PremiumReceipt, reference: str) -> None:
    first = {
        "insurer_no": checked_words(receipt.insurer_no, least=1, most=60),
        "premium_on": receipt.received_on,
        "premium_reference": reference,
    }
    try:
        with transaction.atomic():
            move_policy(policy, State.IN_FORCE, since=(State.BOUND,), **first)
    except IntegrityError as fault:
        both = f"{reference} / {first['insurer_no']}"
        raise ReferenceUsed(reference=both) from fault
