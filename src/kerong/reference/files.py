"""Small CSV files of reference tables: read whole, judged cell by cell, all or nothing."""

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from kerong.kernel.errors import Fault
from kerong.reference.errors import TableFileUnreadable

T = TypeVar("T")
MOST_BYTES = 2 * 1024 * 1024
_FIRST_ROW = 2  # row 1 holds the headers


@dataclass(slots=True)
class TableReport:
    """`{rows, written, unchanged, errors[{row, column, cell, code, message}]}`."""

    rows: int = 0
    written: int = 0
    unchanged: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)

    def document(self) -> dict[str, Any]:
        return {
            "rows": self.rows,
            "written": self.written,
            "unchanged": self.unchanged,
            "errors": self.errors,
        }


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A header and how its cells are read; the reader raises a Fault or ValueError."""

    header: str
    read: Callable[[str], T]


def read_rows(
    content: bytes, columns: tuple[Column[Any], ...], report: TableReport
) -> list[dict[str, Any]]:
    """Rows by header; every unreadable cell goes into the report. Raises TableFileUnreadable."""
    reader = csv.DictReader(io.StringIO(_text(content)))
    missing = [c.header for c in columns if c.header not in (reader.fieldnames or ())]
    if missing:
        raise TableFileUnreadable(problem="missing columns: " + ", ".join(missing))
    rows = []
    for number, cells in enumerate(reader, start=_FIRST_ROW):
        report.rows += 1
        rows.append({c.header: _cell(number, c, cells[c.header], report) for c in columns})
    return rows


def _text(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise TableFileUnreadable(problem=f"larger than {MOST_BYTES // 1024} KB")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableFileUnreadable(problem="neither UTF-8 nor GB18030")


def _cell(number: int, column: Column[Any], text: str | None, report: TableReport) -> Any:
    try:
        return column.read((text or "").strip())
    except Fault as fault:
        code, message = fault.code, fault.say()
    except ValueError:
        code, message = "reference.cell_unreadable", f"{column.header}: {text!r}"
    report.errors.append(
        {
            "row": number,
            "column": column.header,
            "cell": text or "",
            "code": code,
            "message": message,
        }
    )
    return None
