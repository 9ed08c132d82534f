"""重新支付: what the bank returned is ordered again, as another payment under the same root."""

from datetime import datetime

from django.db import transaction

from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come
from kerong.payments.access import REISSUE, payment_for
from kerong.payments.errors import PaymentNotReturned, SameAccount
from kerong.payments.models import Payment
from kerong.payments.models.payment import BACK
from kerong.payments.notes import note_payment
from kerong.payments.order import accounts_of, place_payments

_SAME = ("root", "kind", "payable_id", "paid_id", "payee", "payee_name", "find_text", "amount_fen",
         "subject", "purpose")  # fmt: skip


@retried
def reissue_payment(
    *, actor: Actor, payment_no: str, to_same_account: bool = False, at: datetime
) -> Payment:
    """The payment that takes its place, due at once; asked again, the same one.

    Raises PaymentNotReturned for one that did not come back or was given up, SameAccount while
    the payee has not given another account and nobody says that it is right.
    """
    REISSUE.require(actor)
    old = payment_for(actor, payment_no)
    if old.reissued_at is not None:
        return _successor(old)
    if not old.is_back:
        raise PaymentNotReturned(no=old.no)
    stands = accounts_of([old.payee]).get(old.payee)
    if stands is not None and stands.pk == old.account_id and not to_same_account:
        raise SameAccount(no=old.no)
    returned = Payment.objects.filter(pk=old.pk, state__in=BACK, reissued_at=None, given_up_at=None)
    with transaction.atomic():
        if returned.update(reissued_at=at):
            draft = successor_draft(old, by=actor.reference, at=at)
            new = place_payments([draft], actor=actor, at=at)[draft.reference]
            facts = {"by": new.no, "to_same_account": to_same_account}
            note_payment(old, "reissued", actor=actor, at=at, facts=facts)
            return new
    old.refresh_from_db()
    if old.reissued_at is None:
        raise PaymentNotReturned(no=old.no)
    return _successor(old)


def successor_draft(old: Payment, *, by: str, at: datetime) -> Payment:
    """The next attempt under the root, not written yet."""
    attempt = old.attempt + 1
    return Payment(
        no=number_to_come(),
        reference=f"{old.root}~{attempt}",
        attempt=attempt,
        ordered_by=by,
        ordered_at=at,
        **{name: getattr(old, name) for name in _SAME},
    )


def _successor(old: Payment) -> Payment:
    return Payment.objects.get(root=old.root, attempt=old.attempt + 1)
