"""A claim made in time keeps its guarantee in force until it is decided."""

from kerong.contracts.compensation.models import Claim
from kerong.contracts.guarantees.models import Guarantee

State = Claim.State
_WAITING = (State.FILED, State.CORRECTING, State.PROPOSED)


def keeps_guarantee(guarantee: Guarantee) -> bool:
    """Asked before a guarantee expires; once paid, refused or withdrawn nothing waits for it."""
    return Claim.objects.filter(guarantee_no=guarantee.no, state__in=_WAITING).exists()
