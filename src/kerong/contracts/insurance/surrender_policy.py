"""退保: the policyholder gives the policy up; the premium of the days left is owed back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import (
    HOLD_AS_BANK,
    HOLD_AS_FIRM,
    policy_of_holder,
    require_either,
)
from kerong.contracts.insurance.errors import ClaimStands, PolicyMoved, StillOwed
from kerong.contracts.insurance.models import (
    Holder,
    InsuranceClaim,
    InsurancePolicy,
    PremiumInstalment,
)
from kerong.contracts.insurance.moves import hold_policy, move_policy
from kerong.contracts.insurance.notes import insurer_of, note_insurance, others_told, say_insurance
from kerong.contracts.insurance.words import checked_words
from kerong.finance.premiums import Cover, earned_back_fen
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

State = InsurancePolicy.State


def surrender_policy(*, actor: Actor, policy_no: str, words: str, at: datetime) -> InsurancePolicy:
    """The day itself is still covered. A firm may once nothing is owed on the loan, a bank while
    nothing is late: the policy stands before public money that shares the loss.

    Raises StillOwed, ClaimStands, PolicyMoved, NotYourSide.
    """
    require_either(actor, HOLD_AS_FIRM, HOLD_AS_BANK)
    policy = policy_of_holder(actor, policy_no)
    reason, on = checked_words(words, most=500), localdate(at)
    cover = Cover(policy.from_on, policy.to_on)
    with transaction.atomic():
        hold_policy(policy)
        _require_free(policy)
        refund = earned_back_fen(policy.premium_fen, paid_fen(policy), cover, on)
        fields = {"ended_on": on, "refund_fen": refund, "end_words": reason}
        move_policy(policy, State.SURRENDERED, since=(policy.state,), **fields)
        facts = {"on": on, "refund_fen": refund, "words": reason}
        note_insurance(policy, "surrendered", actor=actor, at=at, facts=facts)
        told = {"on": on, "amount": Money(refund).yuan_text()}
        to = [insurer_of(policy), *others_told(policy)]
        say_insurance(policy, "surrendered", to=to, at=at, **told)
    return policy


def paid_fen(policy: InsurancePolicy) -> int:
    """What its insurer has of the premium."""
    rows = PremiumInstalment.objects.filter(policy=policy, paid_on__isnull=False)
    return int(rows.aggregate(fen=Sum("amount_fen", default=0))["fen"])


def _require_free(policy: InsurancePolicy) -> None:
    if policy.state not in InsurancePolicy.LIVE:
        raise PolicyMoved(state=policy.get_state_display())
    claim = InsuranceClaim.objects.filter(policy=policy, state__in=InsuranceClaim.LIVE).first()
    if claim is not None:
        raise ClaimStands(first=claim.no)
    loan = policy.loan
    if loan is None:
        return
    late = loan.arrears_from is not None
    if late or (policy.holder == Holder.FIRM and loan.outstanding_fen):
        raise StillOwed()
