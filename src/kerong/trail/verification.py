"""核验任务: the walk over all chains is asked for, done by the worker and kept as an event."""

from datetime import datetime, timedelta

from django.db import transaction

from kerong.jobs.models import Progress
from kerong.jobs.progress import begin_progress, end_progress, progress_of, report_progress
from kerong.jobs.queue import enqueue
from kerong.kernel.actor import SYSTEM, Actor
from kerong.trail.access import VERIFY
from kerong.trail.errors import VerificationUnderWay
from kerong.trail.models import Event
from kerong.trail.reads import newest_of
from kerong.trail.record import record
from kerong.trail.verify import count_streams, verify

JOB = "trail.verify"
STREAM = "trail:verification"
DONE = "trail.verified"
MOST_FAULTS = 100
_SILENT = timedelta(minutes=15)  # longer than the queue takes to start a task a second time


def ask_verification(*, actor: Actor, at: datetime) -> None:
    """Queue one walk; raises VerificationUnderWay while another one moves."""
    VERIFY.require(actor)
    if under_way(at) is not None:
        raise VerificationUnderWay()
    with transaction.atomic():
        begin_progress(JOB, total=count_streams(), at=at)
        enqueue(JOB)
        record(
            stream=STREAM,
            kind="trail.verification_asked",
            actor=actor,
            at=at,
            subject=STREAM,
            facts={},
        )


def verify_all(at: datetime) -> None:
    """Walk every chain and keep what was found; started again, it walks again."""
    found = verify(step=lambda streams: report_progress(JOB, more=streams, at=at)).document()
    faults = found.pop("faults")
    with transaction.atomic():
        facts = {**found, "faults": faults[:MOST_FAULTS], "faults_count": len(faults)}
        record(stream=STREAM, kind=DONE, actor=SYSTEM, at=at, subject=STREAM, facts=facts)
        end_progress(JOB, at=at)


def under_way(at: datetime) -> Progress | None:
    """The walk that is waiting or moving; one that fell silent counts no more."""
    progress = progress_of(JOB)
    if progress is None or progress.finished_at is not None or progress.changed_at < at - _SILENT:
        return None
    return progress


def last_verification() -> Event | None:
    """The newest result; its facts are the counts and the first faults."""
    return newest_of(STREAM, DONE)
