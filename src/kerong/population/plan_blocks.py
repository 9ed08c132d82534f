"""Cutting a run into blocks: every firm known at that moment, in the order of keys."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from kerong.parties.models import Enterprise
from kerong.population.models import Block, Run

_AT_ONCE = 500  # rows a transaction


def plan_blocks(run: Run, *, at: datetime) -> bool:
    """Lay the blocks down in short transactions and start the run; False when somebody else did.

    The first statement fixes the last firm: whoever registers later belongs to the next run.
    Repeating it after a crash lays down the same blocks again.
    """
    made: list[Block] = []
    firms = 0
    for no, keys in enumerate(_pieces(run), 1):
        made.append(
            Block(run=run, no=no, first_id=keys[0], last_id=keys[-1], firms_count=len(keys))
        )
        firms += len(keys)
    for start in range(0, len(made), _AT_ONCE):
        with transaction.atomic():
            Block.objects.bulk_create(made[start : start + _AT_ONCE], ignore_conflicts=True)
    planned = Run.objects.filter(pk=run.pk, state=Run.State.PLANNED)
    started = planned.update(
        state=Run.State.RUNNING, started_at=at, blocks_count=len(made), firms_count=firms
    )
    return bool(started)


def _pieces(run: Run) -> Iterator[list[int]]:
    keys: list[int] = []
    rows = Enterprise.objects.filter(pk__lte=_last_key(run)).order_by("pk")
    for key in rows.values_list("pk", flat=True).iterator(5_000):
        keys.append(key)
        if len(keys) == run.block_size:
            yield keys
            keys = []
    if keys:
        yield keys


def _last_key(run: Run) -> int:
    """The last block already laid down by a planner that was killed, else the newest firm."""
    held = Block.objects.filter(run=run).order_by("-no").values_list("last_id", flat=True).first()
    newest = Enterprise.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return max(held or 0, newest)
