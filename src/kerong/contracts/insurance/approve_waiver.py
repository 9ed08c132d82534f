"""复核放弃索赔: a second person of the bank leaves the loss with it; its settlement is free."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import APPROVE_WAIVER, BANK, policy_of
from kerong.contracts.insurance.errors import PolicyMoved, SamePerson, WaiverMoved
from kerong.contracts.insurance.models import ClaimWaiver
from kerong.contracts.insurance.moves import hold_policy
from kerong.contracts.insurance.notes import insurer_of, note_insurance, others_told, say_insurance
from kerong.contracts.insurance.waivable import require_waivable, would_pay_fen
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money

State = ClaimWaiver.State


@retried
def approve_waiver(
    *, actor: Actor, policy_no: str, proposed_at: datetime, at: datetime
) -> ClaimWaiver:
    """`proposed_at` is of what the second person saw. What the policy would have paid is read
    again that day: the bank bears it, public money does not.

    Raises WaiverMoved, SamePerson, and what proposing raises.
    """
    APPROVE_WAIVER.require(actor)
    policy = policy_of(actor, policy_no, BANK)
    row = waiver_waiting(policy.pk)
    if row is None or row.proposed_at != proposed_at:
        raise WaiverMoved()
    if row.proposed_by_id == actor.person_id:
        raise SamePerson()
    if policy.loan is None:
        raise PolicyMoved(state=policy.get_state_display())
    with transaction.atomic():
        hold_policy(policy)
        loss = require_waivable(policy, policy.loan, localdate(at))
        if loss.overdue_from != row.overdue_from:
            raise WaiverMoved()
        borne = would_pay_fen(policy, loss)
        seen = ClaimWaiver.objects.filter(pk=row.pk, state=State.PROPOSED, proposed_at=proposed_at)
        if not seen.update(
            state=State.APPROVED, borne_fen=borne, decided_by_id=actor.person_id, decided_at=at
        ):
            raise WaiverMoved()
        facts = {"words": row.words, "borne_fen": borne, "since": row.overdue_from}
        note_insurance(policy, "claim_waived", actor=actor, at=at, facts=facts)
        told = {"amount": Money(borne).yuan_text(), "words": row.words}
        to = [insurer_of(policy), *others_told(policy)]
        say_insurance(policy, "claim_waived", to=to, at=at, **told)
    row.refresh_from_db()
    return row


def waiver_waiting(policy_id: int) -> ClaimWaiver | None:
    """The one a second person has to look at."""
    return ClaimWaiver.objects.filter(policy=policy_id, state=State.PROPOSED).first()
