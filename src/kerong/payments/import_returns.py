"""导入回盘文件: every row of the bank's answer is taken, or none is."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.documents.store import Laid, keep, lay_down
from kerong.evidence.imports.columns import Faults
from kerong.evidence.imports.report import FileRefused, ImportReport, RowFault, refusal
from kerong.jobs.contention import retried
from kerong.jobs.progress import begin_progress
from kerong.jobs.queue import enqueue
from kerong.kernel.actor import Actor
from kerong.payments.access import IMPORT_RETURNS, batch_for
from kerong.payments.answers import BACK, LATE
from kerong.payments.errors import BatchNotSent, ReturnsBeingTaken
from kerong.payments.export_batch import OUT
from kerong.payments.models import PaymentBatch, ReturnFile
from kerong.payments.notes import batch_stream, note_batch
from kerong.payments.return_checks import Checked, check_rows
from kerong.payments.return_files import read_returns
from kerong.payments.settle import settle_some
from kerong.payments.steps import GO_ON, progress_key


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: bytes
    dry_run: bool = False


@retried
def import_returns(*, actor: Actor, batch_no: str, upload: Upload, at: datetime) -> ImportReport:
    """Check the whole file, then take it at one stroke; a large one is applied in the background.

    A row the bank said before changes nothing. Faults are in the report. Raises BatchNotSent,
    ReturnsBeingTaken while another file of the batch is being applied.
    """
    IMPORT_RETURNS.require(actor)
    batch = batch_for(actor, batch_no)
    if batch.state not in OUT:
        raise BatchNotSent(no=batch.no)
    again = _being_applied(batch, upload)
    if again is not None:
        return again
    faults = Faults()
    try:
        layout, rows, count = read_returns(upload.name, upload.content, faults)
    except FileRefused as refused:
        return refusal(refused.faults, dry_run=upload.dry_run)
    checked = Checked()
    if layout is not None and not count:
        faults.add(RowFault("file.no_rows"))
    elif layout is not None:
        checked = check_rows(batch, layout, rows, faults, today=localdate(at))
    if faults.count:
        return refusal(faults.kept, rows=count, count=faults.count, dry_run=upload.dry_run)
    report = ImportReport(
        rows=count,
        written=len(checked.news),
        unchanged=checked.unchanged,
        applied=bool(checked.news) and not upload.dry_run,
        dry_run=upload.dry_run,
    )
    if checked.news and not upload.dry_run:
        laid = lay_down(name=upload.name, content=upload.content, at=at)
        _take(batch, laid, checked, count, actor=actor)
    return report


def _take(batch: PaymentBatch, laid: Laid, checked: Checked, count: int, *, actor: Actor) -> None:
    """The one stroke: the batch has this file and no other. Nothing can then refuse a row of it,
    for only the file a batch has is applied to its items."""
    at = laid.at
    try:
        with transaction.atomic():
            file = ReturnFile.objects.create(
                batch=batch,
                document=keep(laid, owner=batch_stream(batch), actor=actor),
                sha256=laid.sha256,
                rows=count,
                written=len(checked.news),
                taken_by_id=actor.person_id,
                taken_as=actor.reference,
                taken_at=at,
            )
            free = PaymentBatch.objects.filter(
                pk=batch.pk,
                state__in=OUT,
                taking=None,
                confirmed_count=batch.confirmed_count,
                returned_count=batch.returned_count,
                late_count=batch.late_count,
            )
            if not free.update(taking=file):
                raise ReturnsBeingTaken(no=batch.no)
            batch.taking = file
            facts = {
                "sha256": file.sha256,
                "rows": count,
                "written": file.written,
                "returned": _count(checked, BACK),
                "returned_late": _count(checked, LATE),
            }
            note_batch(batch, "returns_taken", actor=actor, at=at, facts=facts)
            begin_progress(progress_key(batch), total=file.written, at=at)
            if settle_some(file, checked.news, at=at):
                enqueue(GO_ON, batch=batch.no)
    except IntegrityError as fault:  # the same file a moment earlier
        raise ReturnsBeingTaken(no=batch.no) from fault


def _count(checked: Checked, result: str) -> int:
    return sum(answer.result == result for answer in checked.news.values())


def _being_applied(batch: PaymentBatch, upload: Upload) -> ImportReport | None:
    """The same file sent again while it is being applied: it was taken, nothing more is."""
    file = batch.taking
    if file is None or file.sha256 != hashlib.sha256(upload.content).hexdigest():
        return None
    return ImportReport(file.rows, written=0, unchanged=file.rows, dry_run=upload.dry_run)
