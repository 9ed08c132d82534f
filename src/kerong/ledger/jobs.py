"""Every night the ledger is recomputed from its rows; every hour expired holds are set free."""

from datetime import datetime

from kerong.jobs.schedule import every
from kerong.ledger import access
from kerong.ledger.free_expired import free_expired
from kerong.ledger.nightly import check_and_tell

A_DAY, AN_HOUR = 86_400, 3600


@every(A_DAY, "ledger.check", access.CHECK_LEDGER)
def check_every_night(at: datetime) -> None:
    check_and_tell(at)


@every(AN_HOUR, "ledger.free_expired", access.FREE_EXPIRED)
def free_what_expired(at: datetime) -> None:
    free_expired(at)
