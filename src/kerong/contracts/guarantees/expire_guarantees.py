"""保证期间届满: liability ends on its last day, unless a claim that was made in time still runs."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.guarantees.errors import GuaranteeMoved
from kerong.contracts.guarantees.finish import Ending, finish
from kerong.contracts.guarantees.models import Guarantee
from kerong.kernel.actor import SYSTEM

State = Guarantee.State
_NAMED = ("agreement", "bank", "guarantor", "enterprise", "loan")
Keeper = Callable[[Guarantee], bool]
_keepers: dict[str, Keeper] = {}


def register_keeper(name: str, keeper: Keeper) -> None:
    """The keeper says whether something runs that keeps the guarantee alive: a claim made in
    time. Raises ValueError.
    """
    if _keepers.setdefault(name, keeper) != keeper:
        raise ValueError(f"two keepers of guarantees are called {name}")


def expire_guarantees(at: datetime) -> int:
    """Each in a transaction of its own; the last day of liability still counts."""
    on, count = localdate(at), 0
    over = Guarantee.objects.filter(state=State.EFFECTIVE, liable_until__lt=on)
    for guarantee in over.select_related(*_NAMED).order_by("pk").iterator(chunk_size=500):
        if any(keeper(guarantee) for keeper in _keepers.values()):
            continue
        try:
            with transaction.atomic():
                ending = Ending(Guarantee.End.EXPIRED.value, guarantee.liable_until or on)
                finish(guarantee, ending, actor=SYSTEM, at=at)
        except GuaranteeMoved:
            continue
        count += 1
    return count
