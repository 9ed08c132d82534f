"""回盘入账: what the bank answered is applied step by step; the last answer closes the batch."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import F, Q

from kerong.jobs.progress import end_progress, report_progress
from kerong.kernel.actor import Actor
from kerong.ledger.close_account import close_account
from kerong.ledger.move import move_all
from kerong.ledger.values import Movement
from kerong.payments.answers import LATE, Answer
from kerong.payments.booking import booking_day
from kerong.payments.doers import taker_of
from kerong.payments.errors import BatchMovedMeanwhile
from kerong.payments.late import take_late
from kerong.payments.models import Payment, PaymentBatch, ReturnFile
from kerong.payments.notes import note_batch
from kerong.payments.reactions import CONFIRMED, RETURNED, PaymentEvent, announce
from kerong.payments.steps import SETTLE_STEP, progress_key

CONFIRMED_KIND, RETURNED_KIND = "payment_confirmed", "payment_returned"
READ_AHEAD = 5 * SETTLE_STEP  # mostly all that wait are answered: a step needs only the first


def settle_some(file: ReturnFile, answers: Mapping[str, Answer], *, at: datetime) -> bool:
    """One step inside the caller's transaction; whether there may be more.

    Raises BatchMovedMeanwhile when another worker took the step, and where nothing waits that the
    file answers although it is not applied whole: such a file is not tried for ever.
    """
    batch = file.batch
    rows = batch.items.filter(no__in=_some(file, answers))
    items = list(rows.select_related("payable", "paid", "account").order_by("pk"))
    if items:
        _settle(file, items, answers, at=at)
        report_progress(progress_key(batch), more=len(items), at=at)
    more = _finish(file, at=at)
    if more and not items:
        raise BatchMovedMeanwhile(no=batch.no)
    return more


def _some(file: ReturnFile, answers: Mapping[str, Answer]) -> list[str]:
    """The next serials that wait, in the order of the payments."""
    waits, paid = Payment.State.SENT, Payment.State.CONFIRMED
    may_be_late = any(answer.result == LATE for answer in answers.values())
    held = Q(state__in=[waits, paid]) if may_be_late else Q(state=waits)
    rows = file.batch.items.filter(held).order_by("pk").values_list("no", "state")
    found: list[str] = []
    for no, state in rows.iterator(chunk_size=READ_AHEAD):
        answer = answers.get(no)
        if answer is not None and (answer.result == LATE) == (state == paid):
            found.append(no)
            if len(found) == SETTLE_STEP:
                break
    return found


def _settle(
    file: ReturnFile, items: Sequence[Payment], answers: Mapping[str, Answer], *, at: datetime
) -> None:
    batch, actor = file.batch, taker_of(file)
    ReturnFile.objects.filter(pk=file.pk).update(applied_count=F("applied_count") + len(items))
    late = [item for item in items if answers[item.no].result == LATE]
    if first := [item for item in items if answers[item.no].result != LATE]:
        _settle_first(file, first, answers, at=at)
    if late:
        take_late(batch, late, answers, actor=actor, at=at)


def _settle_first(
    file: ReturnFile, items: Sequence[Payment], answers: Mapping[str, Answer], *, at: datetime
) -> None:
    """The batch's row first: of two workers at once the second sees it moved and lets go."""
    batch, actor = file.batch, taker_of(file)
    paid = [item for item in items if answers[item.no].is_paid]
    back = [item for item in items if not answers[item.no].is_paid]
    here = PaymentBatch.objects.filter(
        pk=batch.pk,
        taking=file,
        confirmed_count=batch.confirmed_count,
        returned_count=batch.returned_count,
    )
    if not here.update(
        confirmed_count=F("confirmed_count") + len(paid),
        confirmed_fen=F("confirmed_fen") + sum(item.amount_fen for item in paid),
        returned_count=F("returned_count") + len(back),
        returned_fen=F("returned_fen") + sum(item.amount_fen for item in back),
    ):
        raise BatchMovedMeanwhile(no=batch.no)
    for item in items:
        answer = answers[item.no]
        item.state = Payment.State.CONFIRMED if answer.is_paid else Payment.State.RETURNED
        item.paid_on, item.reason, item.settled_at = answer.on, answer.reason, at
    _write(items)
    days = {day: booking_day(batch, day, at) for day in {item.paid_on for item in items} if day}
    move_all(
        movements=[_movement(batch, item, days[answers[item.no].on]) for item in items],
        actor=actor,
        at=at,
    )
    announce([_event(item, answers[item.no], actor=actor, at=at) for item in items])


def _event(item: Payment, answer: Answer, *, actor: Actor, at: datetime) -> PaymentEvent:
    kind = CONFIRMED if answer.is_paid else RETURNED
    return PaymentEvent(kind=kind, payment=item, on=answer.on, actor=actor, at=at)


def _write(items: Sequence[Payment]) -> None:
    """One statement for all that were answered alike: a batch mostly has one answer and one day."""
    alike: dict[tuple[str, date | None, str], list[Payment]] = defaultdict(list)
    for item in items:
        alike[item.state, item.paid_on, item.reason].append(item)
    for (state, paid_on, reason), same in sorted(alike.items(), key=lambda each: str(each[0])):
        held = Payment.objects.filter(pk__in=[item.pk for item in same], state=Payment.State.SENT)
        settled_at = same[0].settled_at
        changed = held.update(state=state, paid_on=paid_on, reason=reason, settled_at=settled_at)
        if changed != len(same):
            raise BatchMovedMeanwhile(no=same[0].no)


def _movement(batch: PaymentBatch, item: Payment, on: date) -> Movement:
    is_paid = item.state == Payment.State.CONFIRMED
    kind = CONFIRMED_KIND if is_paid else RETURNED_KIND
    words = item.purpose if is_paid else f"{item.purpose} 退回：{item.reason}"
    return Movement(
        debit=batch.clearing.code if batch.clearing else "",
        credit=item.paid.code if is_paid else item.payable.code,
        amount_fen=item.amount_fen,
        kind=kind,
        reference=f"{kind}:{item.no}",
        effective_on=on,
        subject=item.subject,
        words=f"{item.payee_name} {words}"[:300],
    )


def _finish(file: ReturnFile, *, at: datetime) -> bool:
    """False once the whole file is applied; then the batch takes the next one, or is closed."""
    file.refresh_from_db(fields=["applied_count"])
    if file.applied_count < file.written:
        return True
    taken = PaymentBatch.objects.filter(pk=file.batch_id, taking=file)
    if not taken.update(taking=None):
        raise BatchMovedMeanwhile(no=file.batch.no)
    ReturnFile.objects.filter(pk=file.pk).update(applied_at=at)
    batch = file.batch
    batch.refresh_from_db()
    end_progress(progress_key(batch), at=at)
    facts = {"sha256": file.sha256, "rows": file.written}
    note_batch(batch, "returns_applied", actor=taker_of(file), at=at, facts=facts)
    close_when_settled(batch, actor=taker_of(file), at=at)
    return False


def close_when_settled(batch: PaymentBatch, *, actor: Actor, at: datetime) -> None:
    """Every item has its answer: nothing is left on the clearing account, which closes too."""
    if batch.state != PaymentBatch.State.SENT or batch.settled_count < batch.item_count:
        return
    sent = PaymentBatch.objects.filter(pk=batch.pk, state=PaymentBatch.State.SENT, taking=None)
    if not sent.update(state=PaymentBatch.State.CLOSED, closed_at=at):
        raise BatchMovedMeanwhile(no=batch.no)
    if batch.clearing is not None:
        close_account(code=batch.clearing.code, actor=actor, at=at)
    batch.refresh_from_db()
    facts = {
        "confirmed": batch.confirmed_count,
        "confirmed_fen": batch.confirmed_fen,
        "returned": batch.returned_count,
        "returned_fen": batch.returned_fen,
    }
    note_batch(batch, "closed", actor=actor, at=at, facts=facts)
