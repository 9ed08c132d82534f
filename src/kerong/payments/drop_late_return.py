"""撤下退汇登记: it was no return after all, or was recorded wrongly; whoever wrote it may too."""

from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.payments.access import DROP_LATE_RETURN, payment_for
from kerong.payments.errors import LateReturnMoved
from kerong.payments.models import LateReturnReport
from kerong.payments.notes import note_payment
from kerong.payments.record_late_return import late_report_waiting
from kerong.payments.words import checked_line

State = LateReturnReport.State


def drop_late_return(
    *, actor: Actor, payment_no: str, words: str, at: datetime
) -> LateReturnReport:
    """The payment stays paid. Raises LateReturnMoved, WordsWanted."""
    DROP_LATE_RETURN.require(actor)
    payment = payment_for(actor, payment_no)
    reason, report = checked_line(words), late_report_waiting(payment)
    if report is None:
        raise LateReturnMoved(no=payment.no)
    with transaction.atomic():
        still = LateReturnReport.objects.filter(pk=report.pk, state=State.WAITING)
        if not still.update(
            state=State.DROPPED, words=reason, decided_by_id=actor.person_id, decided_at=at
        ):
            raise LateReturnMoved(no=payment.no)
        note_payment(payment, "late_dropped", actor=actor, at=at, facts={"words": reason})
    report.refresh_from_db()
    return report
