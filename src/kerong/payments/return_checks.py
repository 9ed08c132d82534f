"""Whether the rows of a bank's file answer what was sent in a batch; every fault at its cell."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.timezone import localdate

from kerong.evidence.imports.columns import Faults, Layout
from kerong.evidence.imports.row_reader import without_repeats
from kerong.kernel.errors import Fault
from kerong.kernel.money import Money
from kerong.payments.answers import BACK, LATE, PAID, Answer
from kerong.payments.models import Payment, PaymentBatch
from kerong.payments.return_faults import (
    AlreadySettled,
    AmountDiffers,
    DayOutside,
    NotPaidBefore,
    SerialForeign,
    SerialUnknown,
)
from kerong.payments.return_files import ReturnRow

SERIALS_A_READ = 500
SENT = Payment.State.SENT
_FIELDS = ("amount_fen", "state", "paid_on", "late_on", "reason")
_Item = tuple[int, str, date | None, date | None, str]


@dataclass(slots=True)
class Checked:
    """Answers that are new, by serial, and how many rows only repeat what was said before."""

    news: dict[str, Answer] = field(default_factory=dict)
    unchanged: int = 0


def check_rows(
    batch: PaymentBatch, layout: Layout, rows: Sequence[ReturnRow], faults: Faults, *, today: date
) -> Checked:
    """One query for the batch's items and one per 500 serials that are none of them."""
    items: dict[str, _Item] = {
        no: tuple(rest) for no, *rest in batch.items.values_list("no", *_FIELDS)
    }
    own = without_repeats(list(rows), faults)
    strangers = _batches_of([row.answer.serial for row in own if row.answer.serial not in items])
    first = localdate(batch.approved_at or batch.drafted_at)
    checked = Checked()
    for row in own:
        serial = row.answer.serial
        item = items.get(serial)
        if item is None:
            fault: Fault = SerialUnknown(serial=serial)
            if serial in strangers:
                fault = SerialForeign(serial=serial, batch=strangers[serial])
            faults.add(layout.said(row.row_no, "serial", fault))
        elif (found := _fault(row, item, first, today)) is not None:
            column, fault = found
            faults.add(layout.said(row.row_no, column, fault))
        elif item[1] == (Payment.State.CONFIRMED if row.answer.result == LATE else SENT):
            checked.news[serial] = row.answer
        else:
            checked.unchanged += 1
    return checked


def _fault(row: ReturnRow, item: _Item, first: date, today: date) -> tuple[str, Fault] | None:
    fen, state, paid_on, late_on, reason = item
    answer = row.answer
    late = answer.result == LATE
    if row.amount_fen is not None and row.amount_fen != fen:
        said, sent = Money(row.amount_fen).yuan_text(), Money(fen).yuan_text()
        return "amount", AmountDiffers(serial=answer.serial, said=said, sent=sent)
    earliest = paid_on if late and paid_on is not None else first
    if not earliest <= answer.on <= today:
        return "paid_on", DayOutside(earliest=earliest, latest=today)
    if late:
        if state not in (Payment.State.CONFIRMED, LATE):
            return "result", NotPaidBefore(serial=answer.serial)
        told = None if state != LATE else (late_on, reason)
        same = told in (None, (answer.on, answer.reason))
    else:
        why = reason if state == BACK else ""
        result = PAID if state == LATE else state
        same = state == SENT or (result, paid_on, why) == (answer.result, answer.on, answer.reason)
    return None if same else ("result", AlreadySettled(serial=answer.serial, paid_on=paid_on))


def _batches_of(serials: Sequence[str]) -> dict[str, str]:
    """Serials that are payments of other batches, or of none yet."""
    found: dict[str, str] = {}
    for start in range(0, len(serials), SERIALS_A_READ):
        part = serials[start : start + SERIALS_A_READ]
        rows = Payment.objects.filter(no__in=part)
        found |= {no: batch or "-" for no, batch in rows.values_list("no", "batch__no")}
    return found
