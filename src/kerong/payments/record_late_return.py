"""登记退汇: an officer records that a bank sent back what it had reported as paid."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.payments.access import RECORD_LATE_RETURN, payment_for
from kerong.payments.answers import LATE, Answer
from kerong.payments.errors import (
    LateDayOutside,
    PaymentNotPaid,
    ReturnsBeingTaken,
    WordsWanted,
)
from kerong.payments.late import take_late
from kerong.payments.models import Payment

FEWEST_WORDS, MOST_WORDS = 2, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class LateReturn:
    """The day on which the money was here again, and the bank's reason."""

    on: date
    reason: str


@retried
def record_late_return(*, actor: Actor, payment_no: str, late: LateReturn, at: datetime) -> Payment:
    """The payment is owed again; it is paid anew under the same root, or given up.

    The same day and reason again change nothing. Raises PaymentNotPaid, LateDayOutside,
    WordsWanted, ReturnsBeingTaken while a file of its batch is being applied.
    """
    RECORD_LATE_RETURN.require(actor)
    payment = payment_for(actor, payment_no)
    reason = " ".join(late.reason.split())
    if not FEWEST_WORDS <= len(reason) <= MOST_WORDS:
        raise WordsWanted(least=FEWEST_WORDS, most=MOST_WORDS)
    if (payment.state, payment.late_on, payment.reason) == (LATE, late.on, reason):
        return payment
    if payment.state != Payment.State.CONFIRMED or payment.batch is None:
        raise PaymentNotPaid(no=payment.no)
    if payment.paid_on is None or not payment.paid_on <= late.on <= localdate(at):
        raise LateDayOutside(earliest=payment.paid_on, latest=localdate(at))
    if payment.batch.taking_id is not None:
        raise ReturnsBeingTaken(no=payment.batch.no)
    answer = Answer(serial=payment.no, result=LATE, on=late.on, reason=reason)
    with transaction.atomic():
        take_late(payment.batch, [payment], {payment.no: answer}, actor=actor, at=at)
    return payment
