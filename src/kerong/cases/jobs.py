"""Background work of needs: late take-ups are released, provisional deadlines recomputed."""

from datetime import datetime

from kerong.cases.access import RECOMPUTE_PROVISIONAL, RELEASE_LATE
from kerong.cases.recompute_provisional import recompute_provisional
from kerong.cases.release_late import release_late
from kerong.jobs.schedule import every

TEN_MINUTES, A_DAY = 600, 24 * 3600


@every(TEN_MINUTES, "cases.release_late", RELEASE_LATE)
def release_late_take_ups(at: datetime) -> None:
    release_late(at)


@every(A_DAY, "cases.recompute_provisional", RECOMPUTE_PROVISIONAL)
def recompute_provisional_clocks(at: datetime) -> None:
    recompute_provisional(at)
