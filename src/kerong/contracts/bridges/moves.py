"""The one way a bridge changes its state: a conditional update, or BridgeMoved."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from kerong.contracts.bridges.errors import BridgeMoved
from kerong.contracts.bridges.models import Bridge


def move(
    bridge: Bridge, to: str, *, since: Iterable[str], where: Q | None = None, **fields: Any
) -> None:
    """Raises BridgeMoved when somebody else was faster; `where` is what else must still hold."""
    held = Bridge.objects.filter(pk=bridge.pk, state__in=[str(state) for state in since])
    held = held if where is None else held.filter(where)
    if not held.update(state=to, **fields):
        raise BridgeMoved(no=bridge.no, state=bridge.get_state_display())
    bridge.state = to
    for name, value in fields.items():
        setattr(bridge, name, value)
