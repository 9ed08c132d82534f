"""The night's run, slices of work, runs somebody fell silent over, and what is forgotten."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from kerong.jobs.queue import enqueue, queued
from kerong.jobs.schedule import every
from kerong.jobs.worker import worker_name
from kerong.kernel.actor import SYSTEM
from kerong.population.access import ASK_RUN, FORGET, WORK
from kerong.population.ask_run import ask_run
from kerong.population.errors import RunInHand
from kerong.population.forget import forget_pieces
from kerong.population.models import Run
from kerong.population.work import runs_fallen_silent, work_on

A_DAY, HALF_AN_HOUR, HALF_A_MINUTE = 24 * 3600, 1800, 30
NIGHT_BEGINS = 1  # hour of the day where the platform lives


@every(HALF_AN_HOUR, "population.nightly", ASK_RUN)
def begin_nightly_run(at: datetime) -> None:
    """One run a day, begun once the night has; a day somebody is still running waits.

    One that was given up is asked for anew: what made it fail may be over by then.
    """
    here = localtime(at)
    tonight = Run.objects.filter(kind=Run.Kind.NIGHTLY, decided_on=here.date())
    if here.hour < NIGHT_BEGINS or tonight.exclude(state=Run.State.FAILED).exists():
        return
    try:
        ask_run(actor=SYSTEM, at=at, on=here.date(), kind=Run.Kind.NIGHTLY.value)
    except RunInHand:
        return


@queued("population.work", WORK, whole=False)
def work_a_slice(at: datetime, *, run_id: int) -> None:
    """A few blocks, then the rest is queued again: other work of the worker is never held up."""
    if work_on(run_id, owner=worker_name(), at=at).more:
        with transaction.atomic():
            enqueue("population.work", run_id=run_id)


@every(HALF_A_MINUTE, "population.resume", WORK)
def resume_runs(at: datetime) -> None:
    """Hand out again what a killed worker held, once its lease is over."""
    for run_id in runs_fallen_silent(at):
        with transaction.atomic():
            enqueue("population.work", run_id=run_id)


@every(A_DAY, "population.forget", FORGET)
def forget_ended_runs(at: datetime) -> None:
    """Blocks and peer tables of runs that ended a month ago."""
    forget_pieces(at)
