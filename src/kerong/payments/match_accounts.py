"""Payments that wait for an account, or would go to a replaced one, meet the one that stands."""

from collections.abc import Sequence

from django.db.models import OuterRef, Q, Subquery

from kerong.payments.models import PayeeAccount, Payment
from kerong.payments.order import ROWS_A_STEP, accounts_of

MOST_AT_ONCE = 1_000
_WAITING = (Payment.State.NO_ACCOUNT, Payment.State.DUE)


def match_accounts(*, party: str = "") -> int:
    """Inside the caller's transaction; how many payments changed. Without a party: of all, the
    oldest first, as many as one transaction may.

    Also run from time to time: an order and a confirmation at once do not see one another. One
    query where all is well: the account of a payment that is due stands, or it does not.
    """
    stands = Q(account__state=PayeeAccount.State.CONFIRMED)
    waiting = Payment.objects.filter(Q(account=None) | ~stands, state__in=_WAITING)
    if party:
        waiting = waiting.filter(payee=party)
    payees = dict(waiting.order_by("pk").values_list("pk", "payee"))
    held = accounts_of(payees.values())
    found = [pk for pk, payee in payees.items() if payee in held][:MOST_AT_ONCE]
    parts = (found[start : start + ROWS_A_STEP] for start in range(0, len(found), ROWS_A_STEP))
    return sum(_meet(part) for part in parts)


def _meet(keys: Sequence[int]) -> int:
    """Asked once more in the update: the account may have been replaced since it was read."""
    standing = PayeeAccount.objects.filter(
        party=OuterRef("payee"), state=PayeeAccount.State.CONFIRMED
    )
    account = Subquery(standing.values("pk")[:1])
    waiting = Payment.objects.filter(pk__in=keys, state__in=_WAITING).annotate(stands=account)
    met = waiting.filter(stands__isnull=False)
    return met.update(account=account, state=Payment.State.DUE)
