"""Staging an import: read, check and set aside a file; nothing is visible before it is applied."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.timezone import localtime

from kerong.evidence import access
from kerong.evidence.imports.check_observations import check_observations
from kerong.evidence.imports.check_records import check_records
from kerong.evidence.imports.columns import Faults
from kerong.evidence.imports.read import read_file
from kerong.evidence.imports.report import FileRefused, ImportReport, RowFault, refusal
from kerong.evidence.imports.sheet import RawTable
from kerong.evidence.imports.staging import Upload, changed_rows, stage
from kerong.evidence.imports.writer import Writer, writer_of
from kerong.evidence.models import ImportBatch
from kerong.kernel.actor import Actor

_CHECKS: dict[str, Callable[[RawTable, Writer, Faults], list[Any]]] = {
    ImportBatch.Kind.OBSERVATIONS: check_observations,
    ImportBatch.Kind.RECORDS: check_records,
}


def stage_import(
    *, actor: Actor, kind: str, name: str, content: bytes, dry_run: bool = False, at: datetime
) -> ImportReport:
    """The report of a file; without errors its news stand staged under `batch_no`.

    One wrong cell and nothing is staged. A file that says nothing new leaves no trace.
    """
    access.IMPORT.require(actor)
    writer = writer_of(actor, localtime(at).date())
    faults = Faults()
    try:
        table = read_file(name, content)
    except FileRefused as refused:
        return refusal(refused.faults, dry_run=dry_run)
    rows = _CHECKS[kind](table, writer, faults)
    if not table.rows and not faults.count:
        faults.add(RowFault("file.no_rows"))
    if faults.count:
        return refusal(faults.kept, rows=len(table.rows), count=faults.count, dry_run=dry_run)
    news = changed_rows(kind, rows)
    batch_no = None
    written = len(news)
    if news and not dry_run:
        upload = Upload(
            kind=kind,
            name=name,
            digest=sha256(content).hexdigest(),
            enterprise_id=writer.only,
            imported_by_id=actor.person_id,
        )
        batch = stage(upload, news, total=len(rows), at=at)
        batch_no, written = batch.no, batch.written
    return ImportReport(
        rows=len(rows),
        written=written,
        unchanged=len(rows) - written,
        warnings=tuple(faults.warnings),
        batch_no=batch_no,
        dry_run=dry_run,
    )
