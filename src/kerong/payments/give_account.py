"""登记收款账户: a party says where it wants its money; a second person looks at it."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.payments.access import GIVE_FIRM_ACCOUNT, GIVE_INSTITUTION_ACCOUNT, party_of
from kerong.payments.account_draft import AccountDraft, checked_account
from kerong.payments.errors import AccountDecided
from kerong.payments.models import PayeeAccount
from kerong.payments.notes import note_account

_FIELDS = ("holder", "bank", "branch_code", "number")


def give_account(*, actor: Actor, draft: AccountDraft, at: datetime) -> PayeeAccount:
    """Lay the account before a second person; one that waited before is replaced by it.

    The same account again gives back the row that waits or stands. Raises AccountFieldWrong, and
    AccountDecided when two people of the party give two accounts at once.
    """
    policy = GIVE_FIRM_ACCOUNT if actor.role in roles.FIRM else GIVE_INSTITUTION_ACCOUNT
    policy.require(actor)
    account = checked_account(draft)
    party = party_of(actor)
    known = _known(party, account)
    if known is not None:
        return known
    waiting = PayeeAccount.objects.filter(party=party, state=PayeeAccount.State.GIVEN)
    try:
        with transaction.atomic():
            waiting.update(state=PayeeAccount.State.REPLACED)
            row = PayeeAccount.objects.create(
                party=party,
                given_by_id=actor.person_id,
                given_at=at,
                **{name: getattr(account, name) for name in _FIELDS},
            )
            note_account(row, "account_given", actor=actor, at=at)
    except IntegrityError as fault:
        raise AccountDecided() from fault
    return row


def _known(party: str, account: AccountDraft) -> PayeeAccount | None:
    """The newest row that waits or stands, when it says the same."""
    live = (PayeeAccount.State.GIVEN, PayeeAccount.State.CONFIRMED)
    newest = PayeeAccount.objects.filter(party=party, state__in=live).order_by("-pk").first()
    if newest is None or any(getattr(newest, name) != getattr(account, name) for name in _FIELDS):
        return None
    return newest
