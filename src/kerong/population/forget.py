"""Forgetting the pieces of ended runs: blocks, and peer tables nobody reads any more."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from kerong.population.models import Block, PeerCell, PeerTable, Run

KEPT_DAYS = 30
_AT_ONCE = 1_000  # rows a transaction
_MOST = 200  # transactions a call; the next one goes on


def forget_pieces(at: datetime) -> int:
    """Returns how many rows went. The run stays with its digests and counts, and so do the sheet
    of a trial, every spell and the newest peer table; an open run keeps all its blocks."""
    old = Run.objects.filter(ended_at__lt=at - timedelta(days=KEPT_DAYS))
    tables = _unread(old)
    return sum(
        _forget(rows)
        for rows in (
            Block.objects.filter(run__in=old),
            PeerCell.objects.filter(table__in=tables),
            tables.filter(cells=None),
        )
    )


def _unread(old: QuerySet[Run]) -> QuerySet[PeerTable]:
    newest = PeerTable.objects.exclude(ready_at=None).order_by("-pk").values_list("pk", flat=True)
    return PeerTable.objects.filter(run__in=old).exclude(pk=newest.first())


def _forget(rows: QuerySet[Any]) -> int:
    gone = 0
    for _ in range(_MOST):
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:_AT_ONCE])
        if not keys:
            break
        with transaction.atomic():
            gone += rows.model.objects.filter(pk__in=keys).delete()[0]
    return gone
