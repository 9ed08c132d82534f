"""Background work of guarantees: invoices, letters that lapse, terms that end, the daily check."""

import logging
from datetime import datetime

from kerong.contracts.guarantees.access import (
    CHECK_GUARANTEES,
    EXPIRE_GUARANTEES,
    INVOICE_FEES,
    LAPSE_LETTERS,
)
from kerong.contracts.guarantees.check_guarantees import check_guarantees
from kerong.contracts.guarantees.expire_guarantees import expire_guarantees
from kerong.contracts.guarantees.invoice_fees import invoice_fees
from kerong.contracts.guarantees.lapse_letters import lapse_letters
from kerong.jobs.schedule import every

A_QUARTER_HOUR, AN_HOUR, A_DAY = 900, 3600, 24 * 3600
log = logging.getLogger(__name__)


class GuaranteesDisagree(RuntimeError):
    """What is kept of guarantees is not what their rows add up to; the job counts as failed."""


@every(A_QUARTER_HOUR, "guarantees.invoice", INVOICE_FEES)
def invoice_due_fees(at: datetime) -> None:
    invoice_fees(at)


@every(AN_HOUR, "guarantees.lapse", LAPSE_LETTERS)
def lapse_old_letters(at: datetime) -> None:
    lapse_letters(at)


@every(AN_HOUR, "guarantees.expire", EXPIRE_GUARANTEES)
def expire_old_guarantees(at: datetime) -> None:
    expire_guarantees(at)


@every(A_DAY, "guarantees.check", CHECK_GUARANTEES)
def check_all_guarantees(at: datetime) -> None:
    found = check_guarantees()
    for fault in found.faults:
        log.error("a guarantee disagrees", extra={"where": fault.where, "what": fault.what})
    if found.faults:
        raise GuaranteesDisagree(f"{len(found.faults)} faults in {found.guarantees} guarantees")
