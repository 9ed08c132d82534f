"""Evidence for tests: files in three forms, and firms about whom something is known."""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

import xlsxwriter

from kerong.evidence.models import ImportBatch, Observation, Record
from kerong.evidence.observation_kinds import observation_kinds
from kerong.parties.models import Enterprise
from tests.build.parties import MOMENT

OBSERVATION_COLUMNS = (
    "credit_code",
    "observation",
    "period_start",
    "period_end",
    "value",
    "source",
    "observed_on",
)
_numbers = count(1)


def csv_file(
    rows: Iterable[Sequence[Any]], header: Sequence[str] = OBSERVATION_COLUMNS, **options: Any
) -> bytes:
    """Comma separated, in the encoding asked for."""
    lines = [",".join(str(cell) for cell in row) for row in (header, *rows)]
    return ("\n".join(lines) + "\n").encode(options.get("encoding", "utf-8"))


def json_file(rows: Iterable[Sequence[Any]], header: Sequence[str] = OBSERVATION_COLUMNS) -> bytes:
    return json.dumps({"rows": [dict(zip(header, row, strict=False)) for row in rows]}).encode()


def xlsx_file(
    rows: Iterable[Sequence[Any]],
    header: Sequence[str] = OBSERVATION_COLUMNS,
    sheet: str = "数据",
    write: Any = None,
) -> bytes:
    """A workbook; `write(workbook, sheet)` may add what a test is about."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate((header, *rows)):
            for place, cell in enumerate(row):
                page.write(at, place, cell, *([day] if isinstance(cell, date) else []))
        if write is not None:
            write(book, page)
    return stream.getvalue()


def batch(
    kind: str = ImportBatch.Kind.OBSERVATIONS, *, applied: bool = True, **fields: Any
) -> ImportBatch:
    number = next(_numbers)
    fields.setdefault("rows", fields.get("written", 1))
    return ImportBatch.objects.create(
        kind=kind,
        name=f"示例{number}.csv",
        digest=f"{number:064d}",
        written=fields.pop("written", 1),
        unchanged=0,
        staged_at=MOMENT,
        touched_at=MOMENT,
        ready_at=MOMENT,
        applied_at=MOMENT if applied else None,
        **fields,
    )


def observe(
    enterprise: Enterprise,
    values: Mapping[str, str],
    *,
    end: date = date(2025, 12, 31),
    source: str = "tax_bureau",
    observed_on: date = date(2026, 2, 1),
    **options: Any,
) -> ImportBatch:
    """Observation code → canonical value, all for the period that ends on the day."""
    held = options.pop("batch", None) or batch(written=len(values))
    rows = []
    for row_no, (code, value) in enumerate(values.items(), 2):
        start, last = observation_kinds()[code].period_ending(end)
        rows.append(
            Observation(
                batch=held,
                row_no=row_no,
                enterprise=enterprise,
                code=code,
                period_start=start,
                period_end=last,
                value=value,
                source=source,
                observed_on=observed_on,
                **options,
            )
        )
    Observation.objects.bulk_create(rows)
    return held


def keep_record(enterprise: Enterprise, kind: str, number: str = "", **fields: Any) -> Record:
    """One record in a batch of its own."""
    fields.setdefault("status", "valid")
    fields.setdefault("source", "cnipa")
    fields.setdefault("observed_on", date(2026, 2, 1))
    held = fields.pop("batch", None) or batch(ImportBatch.Kind.RECORDS)
    if not number and fields["status"] != "none":
        number = f"ZL{next(_numbers):08d}"
    return Record.objects.create(
        batch=held, row_no=2, enterprise=enterprise, kind=kind, number=number, **fields
    )
