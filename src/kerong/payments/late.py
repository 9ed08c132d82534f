"""退汇: money that the bank reported as paid is here again; it is owed as before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import F

from kerong.kernel.actor import Actor
from kerong.ledger.move import move_all
from kerong.ledger.reopen_account import reopen_account
from kerong.ledger.values import Movement
from kerong.payments.answers import Answer
from kerong.payments.booking import booking_day
from kerong.payments.errors import BatchMovedMeanwhile
from kerong.payments.models import LateReturnReport, Payment, PaymentBatch
from kerong.payments.notes import note_payment
from kerong.payments.reactions import RETURNED_LATE, PaymentEvent, announce

KIND = "payment_returned_late"
OVERTAKEN = "银行文件已载明退汇"


def take_late(
    batch: PaymentBatch,
    items: Sequence[Payment],
    answers: Mapping[str, Answer],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    """In the caller's transaction; the batch stays closed and counts what came back.

    Nothing goes over its clearing account, which may be closed: what was counted as paid is owed
    again, on an account that is opened anew where its matter was over. Raises
    BatchMovedMeanwhile, and what the ledger and higher packages refuse with.
    """
    here = PaymentBatch.objects.filter(pk=batch.pk, taking=batch.taking_id)
    if not here.filter(late_count=batch.late_count).update(
        late_count=F("late_count") + len(items),
        late_fen=F("late_fen") + sum(item.amount_fen for item in items),
    ):
        raise BatchMovedMeanwhile(no=batch.no)
    for item in items:
        answer = answers[item.no]
        item.state = Payment.State.RETURNED_LATE
        item.late_on, item.late_at, item.reason = answer.on, at, answer.reason
    _write(items)
    _overtake(items, at)
    days = {day: booking_day(batch, day, at) for day in {answers[item.no].on for item in items}}
    movements = [_movement(item, days[answers[item.no].on]) for item in items]
    for code in sorted({item.payable.code for item in items if item.payable.closed_at}):
        reopen_account(code=code, actor=actor, at=at)
    move_all(movements=movements, actor=actor, at=at)
    for item in items:
        facts = {"on": item.late_on, "paid_on": item.paid_on, "reason": item.reason}
        note_payment(item, "returned_late", actor=actor, at=at, facts=facts)
    announce(
        [
            PaymentEvent(
                kind=RETURNED_LATE, payment=item, on=answers[item.no].on, actor=actor, at=at
            )
            for item in items
        ]
    )


def _write(items: Sequence[Payment]) -> None:
    """One statement for all of one day and reason; only what counts as paid can come back."""
    alike: dict[tuple[date | None, str], list[Payment]] = defaultdict(list)
    for item in items:
        alike[item.late_on, item.reason].append(item)
    for (late_on, reason), same in sorted(alike.items(), key=lambda each: str(each[0])):
        paid = Payment.objects.filter(
            pk__in=[item.pk for item in same], state=Payment.State.CONFIRMED
        )
        late = {"late_on": late_on, "late_at": same[0].late_at, "reason": reason}
        if paid.update(state=Payment.State.RETURNED_LATE, **late) != len(same):
            raise BatchMovedMeanwhile(no=same[0].no)


def _overtake(items: Sequence[Payment], at: datetime) -> None:
    """What officers recorded and nobody confirmed is answered by this."""
    waits = LateReturnReport.State.WAITING
    rows = LateReturnReport.objects.filter(payment__in=[item.pk for item in items], state=waits)
    rows.update(state=LateReturnReport.State.DROPPED, words=OVERTAKEN, decided_at=at)


def _movement(item: Payment, on: date) -> Movement:
    return Movement(
        debit=item.paid.code,
        credit=item.payable.code,
        amount_fen=item.amount_fen,
        kind=KIND,
        reference=f"{KIND}:{item.no}",
        effective_on=on,
        subject=item.subject,
        words=f"{item.payee_name} {item.purpose} 退汇：{item.reason}"[:300],
    )
