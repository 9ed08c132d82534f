"""Goes on with a batch that was begun: gathers, sends, applies answers, sets free, step by step.

Every step is one short transaction that the batch's own counters let through once, so it may be
killed anywhere and called again by anybody; what results is what an unharmed run leaves.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kerong.documents.store import open_document
from kerong.payments.discard_batch import empty_some
from kerong.payments.draft_batch import fill_some
from kerong.payments.errors import BatchMovedMeanwhile, BatchNotFound
from kerong.payments.models import PaymentBatch, ReturnFile
from kerong.payments.return_files import answers_in
from kerong.payments.send import send_some
from kerong.payments.settle import Answer, settle_some

MOST_ATTEMPTS = 20
_State = PaymentBatch.State
_STEPS = {_State.FILLING: fill_some, _State.SENDING: send_some, _State.EMPTYING: empty_some}


def run_to_end(batch_no: str, *, at: datetime) -> None:
    """Until nothing of the batch is half done. Raises BatchMovedMeanwhile when another worker is
    so busy with it that this one never comes to a step; the other then finishes it."""
    reader, lost = _Reader(), 0
    while lost < MOST_ATTEMPTS:
        try:
            if not _advance(batch_no, reader, at=at):
                return
            lost = 0
        except BatchMovedMeanwhile:
            lost += 1
    raise BatchMovedMeanwhile(no=batch_no)


def unfinished() -> list[str]:
    """Batches that a step waits for, the oldest first."""
    under_way = PaymentBatch.objects.filter(state__in=list(_STEPS))
    taking = PaymentBatch.objects.filter(taking__isnull=False)
    return list((under_way | taking).order_by("pk").values_list("no", flat=True))


class _Reader:
    """Reads a return file once, however many steps it takes to apply it."""

    def __init__(self) -> None:
        self._file: int | None = None
        self._answers: Mapping[str, Answer] = {}

    def answers(self, file: ReturnFile) -> Mapping[str, Answer]:
        if self._file != file.pk:
            content = open_document(file.document)
            self._answers = answers_in(file.document.name, content)
            self._file = file.pk
        return self._answers


def _advance(batch_no: str, reader: _Reader, *, at: datetime) -> bool:
    """One step; False when there is none."""
    rows = PaymentBatch.objects.select_related(
        "clearing", "payable", "drafted_by", "approved_by", "taking__document", "taking__taken_by"
    )
    batch = rows.filter(no=batch_no).first()
    if batch is None:
        raise BatchNotFound()
    step = _STEPS.get(_State(batch.state))
    if step is not None:
        with transaction.atomic():
            step(batch, at=at)
        return True
    if batch.taking is None:
        return False
    batch.taking.batch = batch
    answers = reader.answers(batch.taking)
    with transaction.atomic():
        settle_some(batch.taking, answers, at=at)
    return True
