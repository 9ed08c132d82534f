"""Background work of subsidies: awards of approved runs, and reviews that were put off."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.subsidies.access import FINISH_RUNS, REVIEW_AGAIN
from kerong.contracts.subsidies.award_lines import award_lines
from kerong.contracts.subsidies.models import InterestLine, InterestRun, OpenReview
from kerong.contracts.subsidies.reviews import review
from kerong.jobs.schedule import every
from kerong.kernel.actor import SYSTEM

A_MINUTE, A_DAY, LINES_A_TURN = 60, 86_400, 200


@every(A_MINUTE, "subsidies.finish_runs", FINISH_RUNS)
def finish_runs(at: datetime) -> None:
    """Approved by two people; each line is an award of its own, so a kill loses nothing."""
    waiting = InterestRun.objects.filter(
        state=InterestRun.State.APPROVED, lines__state=InterestLine.State.KEPT
    )
    for run in waiting.distinct().order_by("pk"):
        award_lines(run, actor=SYSTEM, at=at, most=LINES_A_TURN)


@every(A_DAY, "subsidies.review_again", REVIEW_AGAIN)
def review_again(at: datetime) -> None:
    """Each in a transaction of its own; one that still cannot be made goes on waiting."""
    waiting = OpenReview.objects.filter(done_at=None).order_by("pk")
    for row in waiting.select_related("subsidy__loan__enterprise", "subsidy__enterprise"):
        with transaction.atomic():
            review(row.subsidy, row.event_on, row.reference, at=at)
