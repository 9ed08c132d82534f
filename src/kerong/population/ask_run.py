"""Asking for a run over all firms: inputs are fixed now, the work is queued."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from kerong.catalogue.number import catalogue_stand
from kerong.jobs.queue import enqueue
from kerong.kernel.actor import Actor
from kerong.population.access import ASK_RUN
from kerong.population.assessors import rows_of_assessors
from kerong.population.errors import RunInHand
from kerong.population.inputs import reference_digest, rules_digest
from kerong.population.keep_answers import rows_of_answers
from kerong.population.models import Run
from kerong.trail.record import record

BLOCK_SIZE = 20  # firms a block at most
TRIAL_BLOCK_SIZE = 100  # the same for a what-if, which writes at most one row a firm
MOST_ROWS = 800  # a block may write in its one transaction: far below the longest allowed
HANDS = 4  # workers that may share a run; each hand queues itself again while there is more
SCORES = "scores"


def ask_run(*, actor: Actor, at: datetime, on: date, kind: str = Run.Kind.ASKED.value) -> Run:
    """Scores and classes of every firm for the day `on`, from what is known at `at`.

    Raises RunInHand while another run of scores has not ended.
    """
    ASK_RUN.require(actor)
    with transaction.atomic():
        return open_run(kind=kind, lane=SCORES, actor=actor, at=at, on=on)


def open_run(*, kind: str, lane: str, actor: Actor, at: datetime, on: date) -> Run:
    """The row, its event and the queued work, in the transaction of the caller."""
    run = Run(
        kind=kind,
        lane=lane,
        decided_on=on,
        facts_at=at,
        block_size=_block_size(kind, at, on),
        catalogue_no=catalogue_stand().no,
        rules_digest=rules_digest(on),
        reference_digest=reference_digest(on),
        asked_by_id=actor.person_id,
        asked_at=at,
    )
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError:
        raise RunInHand() from None
    record(
        stream=run.reference,
        kind="run.asked",
        actor=actor,
        at=at,
        subject=run.reference,
        facts={"kind": kind, "on": on, "rules": run.rules_digest},
    )
    for _ in range(HANDS):
        enqueue("population.work", run_id=run.pk)
    return run


def _block_size(kind: str, at: datetime, on: date) -> int:
    """Firms a block: so few that what is written of all of them in one transaction is bounded,
    whatever scorecards, class tests, pools and screenings there are."""
    if kind == Run.Kind.WHAT_IF:
        return TRIAL_BLOCK_SIZE
    rows = rows_of_answers(on) + rows_of_assessors(at)
    return max(1, min(BLOCK_SIZE, MOST_ROWS // max(1, rows)))
