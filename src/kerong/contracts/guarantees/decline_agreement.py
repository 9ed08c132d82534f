"""不签署合作协议: the bank sends the draft back with a reason; the guarantor may draft another."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.guarantees.access import DECLINE_AGREEMENT, banks_agreement
from kerong.contracts.guarantees.errors import AgreementMoved
from kerong.contracts.guarantees.models import Agreement
from kerong.contracts.guarantees.notes import guarantor_of, note_agreement, say_agreement
from kerong.contracts.guarantees.words import checked_words
from kerong.kernel.actor import Actor


def decline_agreement(*, actor: Actor, agreement_no: str, words: str, at: datetime) -> Agreement:
    """Raises WrongSide, AgreementMoved, WordsWanted."""
    DECLINE_AGREEMENT.require(actor)
    agreement = banks_agreement(actor, agreement_no)
    reason = checked_words(words, least=2, most=500)
    drafted = Agreement.objects.filter(pk=agreement.pk, state=Agreement.State.DRAFTED)
    with transaction.atomic():
        if not drafted.update(
            state=Agreement.State.DECLINED,
            decided_by_id=actor.person_id,
            decided_at=at,
            decline_words=reason,
        ):
            raise AgreementMoved()
        agreement.refresh_from_db()
        note_agreement(agreement, "declined", actor=actor, at=at, facts={"words": reason})
        told = {"words": reason}
        to = guarantor_of(agreement)
        say_agreement(agreement, "guarantee.agreement_declined", to=to, at=at, facts=told)
    return agreement
