"""Background work of guarantees: invoices, letters that lapse, terms that end."""

from datetime import datetime

from kerong.contracts.guarantees.access import (
    EXPIRE_GUARANTEES,
    INVOICE_FEES,
    LAPSE_LETTERS,
)
from kerong.contracts.guarantees.expire_guarantees import expire_guarantees
from kerong.contracts.guarantees.invoice_fees import invoice_fees
from kerong.contracts.guarantees.lapse_letters import lapse_letters
from kerong.jobs.schedule import every

A_QUARTER_HOUR, AN_HOUR = 900, 3600


@every(A_QUARTER_HOUR, "guarantees.invoice", INVOICE_FEES)
def invoice_due_fees(at: datetime) -> None:
    invoice_fees(at)


@every(AN_HOUR, "guarantees.lapse", LAPSE_LETTERS)
def lapse_old_letters(at: datetime) -> None:
    lapse_letters(at)


@every(AN_HOUR, "guarantees.expire", EXPIRE_GUARANTEES)
def expire_old_guarantees(at: datetime) -> None:
    expire_guarantees(at)
