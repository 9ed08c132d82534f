"""Background work of payments: batches go on step by step, also after their worker was killed."""

from datetime import datetime

from django.db import transaction

from kerong.jobs.queue import queued
from kerong.jobs.schedule import every
from kerong.payments.access import GO_ON, RESUME
from kerong.payments.advance import run_to_end, unfinished
from kerong.payments.errors import BatchMovedMeanwhile
from kerong.payments.match_accounts import match_accounts
from kerong.payments.steps import GO_ON as GO_ON_NAME

TEN_MINUTES = 600


@queued(GO_ON_NAME, GO_ON, whole=False)
def go_on(at: datetime, batch: str) -> None:
    run_to_end(batch, at=at)


@every(TEN_MINUTES, "payments.resume", RESUME)
def resume(at: datetime) -> None:
    """What a queue gave up on is finished all the same, and payments meet accounts they missed."""
    with transaction.atomic():
        match_accounts()
    for no in unfinished():
        try:
            run_to_end(no, at=at)
        except BatchMovedMeanwhile:  # another worker is at it
            continue
