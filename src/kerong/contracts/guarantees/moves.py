"""The one way a guarantee changes its state: a conditional update, or GuaranteeMoved."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from kerong.contracts.guarantees.errors import GuaranteeMoved
from kerong.contracts.guarantees.models import Guarantee


def move(
    guarantee: Guarantee, to: str, *, since: Iterable[str], where: Q | None = None, **fields: Any
) -> None:
    """Raises GuaranteeMoved when somebody else was faster; `where` is what else must still hold."""
    held = Guarantee.objects.filter(pk=guarantee.pk, state__in=[str(state) for state in since])
    held = held if where is None else held.filter(where)
    if not held.update(state=to, **fields):
        raise GuaranteeMoved(state=guarantee.state)
    guarantee.state = to
    for name, value in fields.items():
        setattr(guarantee, name, value)
