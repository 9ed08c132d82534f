"""确认收款账户: a second person lets an account count; what waited for it becomes due."""

from datetime import datetime

from django.db import transaction

from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.payments.access import CONFIRM_ACCOUNT, account_for
from kerong.payments.errors import AccountDecided, AccountInBatch, SamePerson
from kerong.payments.match_accounts import match_accounts
from kerong.payments.models import PayeeAccount, Payment, PaymentBatch
from kerong.payments.notes import note_account

_FREEZING = (
    PaymentBatch.State.FILLING,
    PaymentBatch.State.DRAFT,
    PaymentBatch.State.SENDING,
)


@retried
def confirm_account(*, actor: Actor, account_id: int, at: datetime) -> PayeeAccount:
    """Confirm what a party gave; the account that stood before is replaced.

    Confirming it twice changes nothing. Raises SamePerson, AccountInBatch while a payment of the
    party lies in a batch that has not gone out, AccountDecided.
    """
    CONFIRM_ACCOUNT.require(actor)
    row = account_for(actor, account_id)
    if row.given_by_id == actor.person_id:
        raise SamePerson()
    with transaction.atomic():
        _require_free(row.party)
        stood = PayeeAccount.objects.filter(party=row.party, state=PayeeAccount.State.CONFIRMED)
        replaced = stood.exclude(pk=row.pk).update(state=PayeeAccount.State.REPLACED)
        given = PayeeAccount.objects.filter(pk=row.pk, state=PayeeAccount.State.GIVEN)
        if given.exclude(given_by=actor.person_id).update(
            state=PayeeAccount.State.CONFIRMED, decided_by_id=actor.person_id, decided_at=at
        ):
            row.refresh_from_db()
            due = match_accounts(party=row.party)
            note_account(
                row, "account_confirmed", actor=actor, at=at, replaced=replaced, payments=due
            )
            _tell(row, at)
            return row
        if not stood.filter(pk=row.pk).exists():
            raise AccountDecided()
    row.refresh_from_db()
    return row


def _require_free(party: str) -> None:
    """Whoever approves a batch sees the accounts it goes to; they stay until it is out."""
    held = Payment.objects.filter(
        payee=party, state=Payment.State.BATCHED, batch__state__in=_FREEZING
    )
    number = held.values_list("batch__no", flat=True).first()
    if number is not None:
        raise AccountInBatch(batch=number)


def _tell(row: PayeeAccount, at: datetime) -> None:
    tell(
        to=row.party,
        kind="payment.account_confirmed",
        facts={"account": row.masked, "bank": row.bank},
        subject=row.party,
        at=at,
    )
