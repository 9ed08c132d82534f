"""Payments that wait for an account, or would go to a replaced one, meet the one that stands."""

from django.db.models import F, OuterRef, Q, Subquery

from kerong.payments.models import PayeeAccount, Payment

_WAITING = (Payment.State.NO_ACCOUNT, Payment.State.DUE)


def match_accounts(*, party: str = "") -> int:
    """Inside the caller's transaction; how many payments changed. Without a party: all of them.

    Also run from time to time: an order and a confirmation at once do not see one another. Each
    payment looks its account up by key: asked whether one exists, PostgreSQL may instead go through
    all accounts for each payment while it knows nothing yet of a table just filled.
    """
    standing = PayeeAccount.objects.filter(
        party=OuterRef("payee"), state=PayeeAccount.State.CONFIRMED
    )
    waiting = Payment.objects.filter(state__in=_WAITING)
    if party:
        waiting = waiting.filter(payee=party)
    found = waiting.annotate(stands=Subquery(standing.values("pk")[:1]))
    wanted = found.filter(Q(account=None) | ~Q(account=F("stands")), stands__isnull=False)
    return wanted.update(account=Subquery(standing.values("pk")[:1]), state=Payment.State.DUE)
