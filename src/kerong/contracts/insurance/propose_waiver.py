"""提请放弃索赔: one person of the bank wants to leave a loss with the bank itself."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.insurance.access import BANK, PROPOSE_WAIVER, policy_of
from kerong.contracts.insurance.errors import PolicyMoved, WaiverStands
from kerong.contracts.insurance.models import ClaimWaiver
from kerong.contracts.insurance.notes import bank_of, note_insurance, say_insurance
from kerong.contracts.insurance.waivable import require_waivable, would_pay_fen
from kerong.contracts.insurance.words import checked_words
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money


def propose_waiver(*, actor: Actor, policy_no: str, words: str, at: datetime) -> ClaimWaiver:
    """Raises NothingLost, NotInsured, ClaimStands, TooEarlyToWaive, WaiverStands, NotYourSide."""
    PROPOSE_WAIVER.require(actor)
    policy = policy_of(actor, policy_no, BANK)
    if policy.loan is None:
        raise PolicyMoved(state=policy.get_state_display())
    loss = require_waivable(policy, policy.loan, localdate(at))
    row = ClaimWaiver(
        policy=policy,
        overdue_from=loss.overdue_from,
        words=checked_words(words, least=10),
        borne_fen=would_pay_fen(policy, loss),
        proposed_by_id=actor.person_id,
        proposed_at=at,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as fault:
            raise WaiverStands() from fault
        facts = {"words": row.words, "borne_fen": row.borne_fen, "since": row.overdue_from}
        note_insurance(policy, "waiver_proposed", actor=actor, at=at, facts=facts)
        amount = Money(row.borne_fen).yuan_text()
        say_insurance(policy, "waiver_proposed", to=bank_of(policy), at=at, amount=amount)
    return row
