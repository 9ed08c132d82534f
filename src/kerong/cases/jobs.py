"""Background work of needs and applications: clocks that run out, provisional deadlines, lists."""

from datetime import datetime

from django.db import transaction

from kerong.cases.access import CLOSE_UNRATED, RECOMPUTE_PROVISIONAL, RELEASE_LATE
from kerong.cases.applications.access import (
    DEEM_ACCEPTED,
    FILL_LIST,
    LAPSE_DRAFTS,
    RECOMPUTE,
)
from kerong.cases.applications.deem_accepted import deem_accepted
from kerong.cases.applications.lapse_drafts import lapse_drafts
from kerong.cases.applications.open_list import WORK
from kerong.cases.applications.recompute import recompute_applications
from kerong.cases.applications.work_list import work_list
from kerong.cases.close_unrated import close_unrated
from kerong.cases.recompute_provisional import recompute_provisional
from kerong.cases.release_late import release_late
from kerong.jobs.queue import enqueue, queued
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


@every(AN_HOUR, "applications.deem_accepted", DEEM_ACCEPTED)
def deem_silent_acceptances(at: datetime) -> None:
    deem_accepted(at)


@every(A_DAY, "applications.lapse_drafts", LAPSE_DRAFTS)
def lapse_old_drafts(at: datetime) -> None:
    lapse_drafts(at)


@every(A_DAY, "applications.recompute", RECOMPUTE)
def recompute_application_clocks(at: datetime) -> None:
    recompute_applications(at)


@queued(WORK, FILL_LIST, whole=False)
def work_a_list(at: datetime, *, list_id: int) -> None:
    """A slice, then the rest is queued again: other work of the worker is never held up."""
    if work_list(list_id, at):
        with transaction.atomic():
            enqueue(WORK, list_id=list_id)
