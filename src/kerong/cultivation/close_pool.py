"""Closing a pool: no run looks at it any more; who was in it stays on record."""

from datetime import datetime

from django.db import transaction

from kerong.cultivation.access import KEEP_POOL, pool_for
from kerong.cultivation.errors import PoolClosed
from kerong.cultivation.models import Pool
from kerong.kernel.actor import Actor
from kerong.trail.record import record


def close_pool(*, actor: Actor, code: str, words: str, at: datetime) -> Pool:
    """Raises PoolNotFound, PoolClosed a second time."""
    KEEP_POOL.require(actor)
    pool = pool_for(actor, code)
    with transaction.atomic():
        if not Pool.objects.filter(pk=pool.pk, closed_at=None).update(closed_at=at):
            raise PoolClosed()
        record(
            stream=pool.reference,
            kind="pool.closed",
            actor=actor,
            at=at,
            subject=pool.reference,
            facts={"words": words[:300]},
        )
    pool.refresh_from_db()
    return pool
