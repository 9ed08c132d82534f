"""Background work of needs: the clocks that run out, and provisional deadlines computed anew."""

from datetime import datetime

from kerong.cases.access import CLOSE_UNRATED, RECOMPUTE_PROVISIONAL, RELEASE_LATE
from kerong.cases.close_unrated import close_unrated
from kerong.cases.recompute_provisional import recompute_provisional
from kerong.cases.release_late import release_late
from kerong.jobs.schedule import every

TEN_MINUTES, AN_HOUR, A_DAY = 600, 3600, 24 * 3600


@every(TEN_MINUTES, "cases.release_late", RELEASE_LATE)
def release_late_take_ups(at: datetime) -> None:
    release_late(at)


@every(AN_HOUR, "cases.close_unrated", CLOSE_UNRATED)
def close_unrated_needs(at: datetime) -> None:
    close_unrated(at)


@every(A_DAY, "cases.recompute_provisional", RECOMPUTE_PROVISIONAL)
def recompute_provisional_clocks(at: datetime) -> None:
    recompute_provisional(at)
