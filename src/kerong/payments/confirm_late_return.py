"""复核退汇: a second officer confirms that paid money came back; from then on it is owed again."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.payments.access import CONFIRM_LATE_RETURN, payment_for
from kerong.payments.answers import LATE, Answer
from kerong.payments.errors import LateReturnMoved, SamePerson
from kerong.payments.late import take_late
from kerong.payments.models import LateReturnReport, Payment
from kerong.payments.record_late_return import late_report_waiting, require_come_back

State = LateReturnReport.State


@retried
def confirm_late_return(
    *, actor: Actor, payment_no: str, reported_at: datetime, at: datetime
) -> Payment:
    """`reported_at` is of the report the second person saw. The payment is paid anew under the
    same root, or given up.

    Raises LateReturnMoved, SamePerson, PaymentNotPaid, ReturnsBeingTaken.
    """
    CONFIRM_LATE_RETURN.require(actor)
    payment = payment_for(actor, payment_no)
    report = late_report_waiting(payment)
    if report is None or report.reported_at != reported_at:
        raise LateReturnMoved(no=payment.no)
    if report.reported_by_id == actor.person_id:
        raise SamePerson()
    require_come_back(payment, report.late_on, localdate(at))
    assert payment.batch is not None
    answer = Answer(serial=payment.no, result=LATE, on=report.late_on, reason=report.reason)
    with transaction.atomic():
        seen = LateReturnReport.objects.filter(
            pk=report.pk, state=State.WAITING, reported_at=reported_at
        )
        if not seen.update(state=State.CONFIRMED, decided_by_id=actor.person_id, decided_at=at):
            raise LateReturnMoved(no=payment.no)
        take_late(payment.batch, [payment], {payment.no: answer}, actor=actor, at=at)
    return payment
