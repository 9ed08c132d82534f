"""登记退汇: an officer records that a bank sent back what it had reported as paid."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.jobs.contention import retried
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.payments.access import RECORD_LATE_RETURN, payment_for
from kerong.payments.answers import LATE
from kerong.payments.errors import (
    LateDayOutside,
    LateReturnWaits,
    PaymentNotPaid,
    ReturnsBeingTaken,
)
from kerong.payments.models import LateReturnReport, Payment
from kerong.payments.notes import note_payment, payment_stream
from kerong.payments.words import checked_line


@dataclass(frozen=True, slots=True, kw_only=True)
class LateReturn:
    """The day on which the money was here again, and the bank's reason."""

    on: date
    reason: str


@retried
def record_late_return(
    *, actor: Actor, payment_no: str, late: LateReturn, at: datetime
) -> LateReturnReport | None:
    """A second person confirms it before anything moves; None where it came back so already.

    The same day and reason again give the same report. Raises PaymentNotPaid, LateDayOutside,
    WordsWanted, LateReturnWaits, ReturnsBeingTaken while a file of its batch is being applied.
    """
    RECORD_LATE_RETURN.require(actor)
    payment = payment_for(actor, payment_no)
    reason = checked_line(late.reason)
    if (payment.state, payment.late_on, payment.reason) == (LATE, late.on, reason):
        return None
    require_come_back(payment, late.on, localdate(at))
    row = LateReturnReport(
        payment=payment,
        late_on=late.on,
        reason=reason,
        reported_by_id=actor.person_id,
        reported_at=at,
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            return _same(payment, row)
        facts = {"on": late.on, "reason": reason}
        note_payment(payment, "late_reported", actor=actor, at=at, facts=facts)
        told = {"payment": payment.no, "payee": payment.payee_name, "reason": reason}
        to, kind = f"role:{roles.OFFICER}", "payment.late_reported"
        tell(to=to, kind=kind, facts=told, subject=payment_stream(payment), at=at)
    return row


def require_come_back(payment: Payment, on: date, today: date) -> None:
    """It counts as paid, and nobody else is saying otherwise at this moment."""
    if payment.state != Payment.State.CONFIRMED or payment.batch is None:
        raise PaymentNotPaid(no=payment.no)
    if payment.paid_on is None or not payment.paid_on <= on <= today:
        raise LateDayOutside(earliest=payment.paid_on, latest=today)
    if payment.batch.taking_id is not None:
        raise ReturnsBeingTaken(no=payment.batch.no)


def late_report_waiting(payment: Payment) -> LateReturnReport | None:
    """What a second person has to look at."""
    waits = LateReturnReport.objects.filter(state=LateReturnReport.State.WAITING, payment=payment)
    return waits.select_related("reported_by").first()


def _same(payment: Payment, row: LateReturnReport) -> LateReturnReport:
    held = late_report_waiting(payment)
    if held is None or (held.late_on, held.reason) != (row.late_on, row.reason):
        raise LateReturnWaits(no=payment.no)
    return held
