"""核账任务: the nightly check keeps what it found as an event, and fails loudly on any fault."""

from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import SYSTEM
from kerong.ledger.check import LedgerCheck, check_ledger
from kerong.trail.models import Event
from kerong.trail.reads import newest_of
from kerong.trail.record import record

STREAM = "ledger:check"
CHECKED = "ledger.checked"
MOST_FAULTS = 100


class LedgerBroken(Exception):
    """The ledger does not add up; the job is shown as failed until it does."""


def check_and_tell(at: datetime) -> LedgerCheck:
    """Recompute, record counts and faults, raise LedgerBroken when there are faults."""
    found = check_ledger()
    with transaction.atomic():
        record(
            stream=STREAM,
            kind=CHECKED,
            actor=SYSTEM,
            at=at,
            subject=STREAM,
            facts={
                "accounts": found.accounts,
                "transfers": found.transfers,
                "holds": found.holds,
                "faults": [[each.code, each.where] for each in found.faults[:MOST_FAULTS]],
                "fault_count": len(found.faults),
            },
        )
    if found.faults:
        first = found.faults[0]
        raise LedgerBroken(f"{len(found.faults)} faults, first {first.code} at {first.where}")
    return found


def last_check() -> Event | None:
    """When the ledger was last recomputed, and what came out."""
    return newest_of(STREAM, CHECKED)
