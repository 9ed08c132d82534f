"""Working on a run: claim a block under a lease, judge its firms, commit what was found."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from kerong.kernel.actor import SYSTEM
from kerong.population.access import WORK
from kerong.population.finish import finish_run
from kerong.population.inputs import rules_digest
from kerong.population.judging import Judged, judge_block
from kerong.population.models import Block, Run
from kerong.population.plan_blocks import plan_blocks

LEASE = timedelta(seconds=60)
NUDGE = timedelta(minutes=5)
MOST_ATTEMPTS = 8
BLOCKS_A_SLICE = 20  # then the worker looks after its other work


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
    if rules_digest(run.decided_on) != run.rules_digest and run.kind != Run.Kind.WHAT_IF:
        give_up(run, "规则在运行中变动 the rules changed meanwhile", at=at)
        return Slice(0, more=False)
    if run.state == Run.State.PLANNED:
        plan_blocks(run, at=at)
        run.refresh_from_db()
    done = 0
    while done < most and (block := claim_block(run, owner=owner, at=at)) is not None:
        complete_block(run, block, owner=owner, at=at)
        done += 1
    finish_run(run, at=at)
    return Slice(done, more=done == most)


def claim_block(run: Run, *, owner: str, at: datetime) -> Block | None:
    """The first block nobody holds, taken by one conditional update; None when there is none."""
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    for block in run.blocks.filter(free, done_at=None).order_by("no")[:8]:
        seen = Block.objects.filter(pk=block.pk, done_at=None, attempts_count=block.attempts_count)
        if block.attempts_count >= MOST_ATTEMPTS:
            give_up(run, f"第 {block.no} 块连续失败 block {block.no} kept failing", at=at)
            return None
        taken = seen.update(
            lease_owner=owner, lease_until=at + LEASE, attempts_count=F("attempts_count") + 1
        )
        if taken:
            block.attempts_count += 1
            return block
    return None


def complete_block(run: Run, block: Block, *, owner: str, at: datetime) -> bool:
    """Judge outside, write inside one transaction; False when another worker was faster."""
    judged = judge_block(run, block, at=at)
    with transaction.atomic():
        if not _still_ours(block, judged, owner, at):
            return False
        judged.write()
        Run.objects.filter(pk=run.pk).update(done_count=F("done_count") + 1)
    return True


def _still_ours(block: Block, judged: Judged, owner: str, at: datetime) -> bool:
    """Marks the block done on the condition that our claim is the latest and it is not done."""
    ours = Block.objects.filter(
        pk=block.pk, done_at=None, lease_owner=owner, attempts_count=block.attempts_count
    )
    return bool(
        ours.update(
            done_at=at,
            facts_digest=judged.facts_digest,
            result_digest=judged.result_digest,
            tally=judged.tally,
        )
    )


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
