"""Which bridge repays a loan in the firm's place, for whoever would bear the loan's loss."""

from django.db.models import Q

from kerong.contracts.bridges.models import Bridge
from kerong.contracts.loans.models import Loan


def repaying_bridge(loan: Loan) -> str:
    """Its number from the release on; one that was called off or sent back unpaid is none."""
    lent = Q(state=Bridge.State.RELEASED) | Q(paid_on__isnull=False)
    return Bridge.objects.filter(lent, loan=loan).values_list("no", flat=True).first() or ""
