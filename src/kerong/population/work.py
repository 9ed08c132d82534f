"""Working on a run: claim blocks under a lease, judge their firms, commit what was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from kerong.kernel.actor import SYSTEM
from kerong.population.access import WORK
from kerong.population.finish import finish_run
from kerong.population.inputs import moved_since
from kerong.population.judging import Judged, judge_blocks
from kerong.population.models import Block, Run
from kerong.population.plan_blocks import plan_blocks

LEASE = timedelta(seconds=60)
NUDGE = timedelta(minutes=5)
MOST_ATTEMPTS = 8
FIRMS_AT_ONCE = 500  # judged together, as many blocks as they are
BLOCKS_A_SLICE = 25  # then the worker looks after its other work
_SPARE = 8  # blocks looked at beyond those wanted: others may take some at the same moment


@dataclass(frozen=True, slots=True)
class Slice:
    """What one slice of work came to: blocks done here, and whether more can be taken up now."""

    done: int
    more: bool


def work_on(run_id: int, *, owner: str, at: datetime, most: int = BLOCKS_A_SLICE) -> Slice:
    """Do up to `most` blocks of a run; whoever completes the last one also ends the run.

    Harmless to call for a run that is over or in other hands.
    """
    WORK.require(SYSTEM)
    run = Run.objects.filter(pk=run_id, ended_at=None).first()
    if run is None:
        return Slice(0, more=False)
    if gave_up_moved(run, at=at):
        return Slice(0, more=False)
    if run.state == Run.State.PLANNED:
        plan_blocks(run, at=at)
        run.refresh_from_db()
    together = max(1, FIRMS_AT_ONCE // run.block_size)
    done = 0
    while done < most:
        blocks = claim_blocks(run, owner=owner, at=at, most=min(together, most - done))
        if not blocks:
            break
        complete_blocks(run, blocks, owner=owner, at=at)
        done += len(blocks)
    finish_run(run, at=at)
    return Slice(done, more=done >= most)


def claim_blocks(run: Run, *, owner: str, at: datetime, most: int = 1) -> list[Block]:
    """The next blocks nobody holds, each taken by one conditional update; none when all are held.

    A block somebody tried before comes alone: what makes it fail holds up no other.
    """
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    ours: list[Block] = []
    with transaction.atomic():
        rows = run.blocks.filter(free, done_at=None, run__ended_at=None)
        for block in rows.order_by("no")[: most + _SPARE]:
            if ours and (len(ours) == most or block.attempts_count):
                break
            if block.attempts_count >= MOST_ATTEMPTS:
                give_up(run, f"第 {block.no} 块连续失败 block {block.no} kept failing", at=at)
                break
            if _take(block, owner, at):
                ours.append(block)
                if block.attempts_count > 1:
                    break
    return ours


def _take(block: Block, owner: str, at: datetime) -> bool:
    seen = Block.objects.filter(pk=block.pk, done_at=None, attempts_count=block.attempts_count)
    taken = seen.update(
        lease_owner=owner, lease_until=at + LEASE, attempts_count=F("attempts_count") + 1
    )
    block.attempts_count += taken
    return bool(taken)


def complete_blocks(run: Run, blocks: Sequence[Block], *, owner: str, at: datetime) -> int:
    """Judge all of them outside, write each in a transaction of its own; returns how many, as
    another worker may have been faster. None is written where the run's inputs moved meanwhile:
    some of what was judged may rest on the old ones, some on the new."""
    found = judge_blocks(run, blocks, at=at)
    if gave_up_moved(run, at=at):
        return 0
    done = 0
    for block, judged in zip(blocks, found, strict=True):
        with transaction.atomic():
            if _still_ours(block, judged, owner, at):
                judged.write()
                Run.objects.filter(pk=run.pk).update(done_count=F("done_count") + 1)
                done += 1
    return done


def _still_ours(block: Block, judged: Judged, owner: str, at: datetime) -> bool:
    """Marks the block done on the condition that our claim is the latest, it is not done, and the
    run was not given up. All but the last are said of the row itself, which a database looks at
    again after it waited for another worker."""
    ours = Block.objects.filter(
        pk=block.pk, done_at=None, lease_owner=owner, attempts_count=block.attempts_count
    ).filter(run__in=Run.objects.filter(pk=block.run_id, ended_at=None))
    return bool(
        ours.update(
            done_at=at,
            facts_digest=judged.facts_digest,
            result_digest=judged.result_digest,
            tally=judged.tally,
        )
    )


def gave_up_moved(run: Run, *, at: datetime) -> bool:
    """End the run where something it was asked for on has moved since, and say what."""
    moved = moved_since(run)
    if moved:
        give_up(run, moved, at=at)
    return bool(moved)


def give_up(run: Run, fault: str, *, at: datetime) -> None:
    """End a run that cannot be completed; what its blocks found stays."""
    Run.objects.filter(pk=run.pk, ended_at=None).update(
        state=Run.State.FAILED, ended_at=at, fault=fault[:300]
    )


def runs_fallen_silent(at: datetime) -> list[int]:
    """Open runs in which nobody has claimed a block within a lease; each is named once in a while.

    A hand given to a run that was merely slow does no harm.
    """
    since = at - LEASE
    silent = Run.objects.filter(ended_at=None, asked_at__lte=since)
    silent = silent.filter(Q(nudged_at=None) | Q(nudged_at__lte=at - NUDGE))
    found = []
    for run in silent.order_by("pk"):
        if run.blocks.filter(lease_until__gt=at).exists():
            continue
        if Run.objects.filter(pk=run.pk, nudged_at=run.nudged_at).update(nudged_at=at):
            found.append(run.pk)
    return found
