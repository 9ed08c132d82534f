"""退还保险费: the insurer reports that it gave back the premium of the days not covered."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import INSURER, KEEP_PREMIUMS, policy_of
from kerong.contracts.insurance.errors import PolicyMoved, WrongDay
from kerong.contracts.insurance.models import InsurancePolicy
from kerong.contracts.insurance.notes import holder_of, note_insurance, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money


def report_refund(
    *, actor: Actor, policy_no: str, refunded_on: date, reference: str, at: datetime
) -> InsurancePolicy:
    """Once, whole, of a policy given up. Raises WrongDay, PolicyMoved, NotYourSide."""
    KEEP_PREMIUMS.require(actor)
    policy = policy_of(actor, policy_no, INSURER)
    told_as = checked_words(reference, least=1, most=80)
    on = localdate(at)
    if policy.ended_on is None or not policy.refund_fen:
        raise PolicyMoved(state=policy.get_state_display())
    if not policy.ended_on <= refunded_on <= on:
        raise WrongDay(earliest=policy.ended_on.isoformat(), latest=on.isoformat())
    with transaction.atomic():
        due = InsurancePolicy.objects.filter(
            pk=policy.pk, state=InsurancePolicy.State.SURRENDERED, refunded_on=None
        )
        if not due.update(refunded_on=refunded_on, refund_reference=told_as):
            raise PolicyMoved(state=policy.get_state_display())
        policy.refunded_on, policy.refund_reference = refunded_on, told_as
        facts = {"refund_fen": policy.refund_fen, "on": refunded_on, "reference": told_as}
        note_insurance(policy, "refunded", actor=actor, at=at, facts=facts)
        amount = Money(policy.refund_fen).yuan_text()
        say_insurance(policy, "refunded", to=holder_of(policy), at=at, amount=amount)
    return policy
