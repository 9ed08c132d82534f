"""Background work of subsidies: runs awarded, long ones computed, reviews that were put off."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from kerong.contracts.subsidies.access import FINISH_RUNS, REVIEW_AGAIN
from kerong.contracts.subsidies.award_lines import award_lines
from kerong.contracts.subsidies.draft_run import compute_run
from kerong.contracts.subsidies.errors import RunOpen
from kerong.contracts.subsidies.models import InterestLine, InterestRun, OpenReview
from kerong.contracts.subsidies.reviews import review
from kerong.jobs.schedule import every
from kerong.kernel.actor import SYSTEM

A_MINUTE, A_DAY, LINES_A_TURN = 60, 86_400, 2_000
BROKEN_OFF = timedelta(minutes=1)  # by then a request has computed its run, or never will


@every(A_MINUTE, "subsidies.finish_runs", FINISH_RUNS)
def finish_runs(at: datetime) -> None:
    """Lines approved by two people: each is an award of its own, so a kill loses nothing. Then
    drafts that are not computed yet; one that cannot be holds up no award."""
    waiting = InterestRun.objects.filter(
        state=InterestRun.State.APPROVED, lines__state=InterestLine.State.KEPT
    )
    for run in waiting.distinct().order_by("pk"):
        award_lines(run, actor=SYSTEM, at=at, most=LINES_A_TURN)
    computing = InterestRun.objects.filter(state=InterestRun.State.COMPUTING)
    for run in computing.filter(drafted_at__lte=at - BROKEN_OFF).order_by("pk"):
        with suppress(RunOpen):  # its drafter went on with it, or gave it up
            compute_run(run, at=at)


@every(A_DAY, "subsidies.review_again", REVIEW_AGAIN)
def review_again(at: datetime) -> None:
    """Each in a transaction of its own; one that still cannot be made goes on waiting."""
    waiting = OpenReview.objects.filter(done_at=None).order_by("pk")
    for row in waiting.select_related("subsidy__loan__enterprise", "subsidy__enterprise"):
        with transaction.atomic():
            review(row.subsidy, row.event_on, row.reference, at=at)
