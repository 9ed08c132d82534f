"""退回收款账户: a second person sends an account back with a reason."""

from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.payments.access import REJECT_ACCOUNT, account_for
from kerong.payments.errors import AccountDecided
from kerong.payments.models import PayeeAccount
from kerong.payments.notes import note_account
from kerong.payments.words import checked_words


def reject_account(*, actor: Actor, account_id: int, words: str, at: datetime) -> PayeeAccount:
    """Send it back; the party is told why and gives another. Raises WordsWanted, AccountDecided."""
    REJECT_ACCOUNT.require(actor)
    row = account_for(actor, account_id)
    said = checked_words(words)
    given = PayeeAccount.objects.filter(pk=row.pk, state=PayeeAccount.State.GIVEN)
    with transaction.atomic():
        if not given.update(
            state=PayeeAccount.State.REJECTED,
            decided_by_id=actor.person_id,
            decided_at=at,
            words=said,
        ):
            raise AccountDecided()
        row.refresh_from_db()
        note_account(row, "account_rejected", actor=actor, at=at, words=said)
        tell(
            to=row.party,
            kind="payment.account_rejected",
            facts={"account": row.masked, "words": said},
            subject=row.party,
            at=at,
        )
    return row
