"""The one way a claim changes its state: a conditional update, or MovedMeanwhile."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from kerong.contracts.compensation.errors import MovedMeanwhile
from kerong.contracts.compensation.models import Claim


def move_claim(
    claim: Claim, to: str, *, since: Iterable[str], where: Q | None = None, **fields: Any
) -> None:
    """Raises MovedMeanwhile when somebody else was faster; `where` is what else must hold."""
    held = Claim.objects.filter(pk=claim.pk, state__in=[str(state) for state in since])
    held = held if where is None else held.filter(where)
    if not held.update(state=to, **fields):
        raise MovedMeanwhile(state=claim.get_state_display())
    claim.state = to
    for name, value in fields.items():
        setattr(claim, name, value)
