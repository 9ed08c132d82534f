"""Background work of subsidies: awards of runs that were approved and not finished."""

from datetime import datetime

from kerong.contracts.subsidies.access import FINISH_RUNS
from kerong.contracts.subsidies.award_lines import award_lines
from kerong.contracts.subsidies.models import InterestLine, InterestRun
from kerong.jobs.schedule import every
from kerong.kernel.actor import SYSTEM

A_MINUTE, LINES_A_TURN = 60, 200


@every(A_MINUTE, "subsidies.finish_runs", FINISH_RUNS)
def finish_runs(at: datetime) -> None:
    """Approved by two people; each line is an award of its own, so a kill loses nothing."""
    waiting = InterestRun.objects.filter(
        state=InterestRun.State.APPROVED, lines__state=InterestLine.State.KEPT
    )
    for run in waiting.distinct().order_by("pk"):
        award_lines(run, actor=SYSTEM, at=at, most=LINES_A_TURN)
