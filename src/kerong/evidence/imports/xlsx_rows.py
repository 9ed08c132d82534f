"""XLSX files: looked through first, then read; numbers and days are written out as text."""

import io
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from kerong.evidence.imports.archive import look_through
from kerong.evidence.imports.limits import MAX_REPEATED_TEXT, MAX_ROWS
from kerong.evidence.imports.report import FileRefused, RowFault, refuse
from kerong.evidence.imports.scan import SheetScan, WorkbookScan
from kerong.evidence.imports.sheet import Form, NumberText, RawRow, RawTable, trimmed

ROW_SHEETS = ("数据", "data")
NOTE_SHEETS = frozenset({"说明", "notes", "词表", "vocabulary"})
_BYTES_A_CHARACTER = 4
_LARGE, _MOST_DIGITS = Decimal(10) ** 18, 40


def read_xlsx(content: bytes) -> RawTable:
    """Rows of the one sheet that holds data; formulas and error values are refused by address."""
    workbook = look_through(content)
    name, scan = _sheet_of_rows(workbook)
    _require_plain(scan)
    repeated = (
        workbook.texts.longest
        * _BYTES_A_CHARACTER
        * sum(part.shared for part in workbook.parts.values())
    )
    if repeated > MAX_REPEATED_TEXT:
        raise refuse("file.unpacked_too_large", limit=MAX_REPEATED_TEXT)
    rows = _rows_of(content, name)
    if not rows:
        raise refuse("file.empty")
    header, *others = rows
    if len(others) > MAX_ROWS:
        raise refuse("file.rows", limit=MAX_ROWS)
    return RawTable(Form.XLSX, header.cells, header.no, others)


def _sheet_of_rows(workbook: WorkbookScan) -> tuple[str, SheetScan]:
    filled: list[tuple[str, str, SheetScan]] = []
    for name, state, relation in workbook.sheets:
        scan = workbook.scan_of(relation)
        if scan is not None and scan.filled and name.lower() not in NOTE_SHEETS:
            filled.append((name, state, scan))
    named = [sheet for sheet in filled if sheet[0].lower() in ROW_SHEETS]
    visible = named or [sheet for sheet in filled if sheet[1] == "visible"]
    if len(visible) > 1:
        raise refuse("sheet.several", sheets=[name for name, _, _ in visible])
    for name, state, scan in visible or filled:
        if state != "visible":
            raise refuse("sheet.hidden", sheet=name)
        return name, scan
    raise refuse("file.empty")


def _require_plain(scan: SheetScan) -> None:
    faults = [RowFault("sheet.merged", cell=reference) for reference in scan.merged]
    faults += [RowFault("sheet.formula", cell=reference) for reference in scan.formulas]
    faults += [RowFault("sheet.error", cell=reference) for reference in scan.errors]
    faults += [RowFault("sheet.hidden_row", row=row_no) for row_no in scan.hidden_rows]
    if faults:
        raise FileRefused(*(_with_row(fault) for fault in faults))


def _with_row(fault: RowFault) -> RowFault:
    digits = "".join(mark for mark in fault.cell.partition(":")[0] if mark.isdigit())
    row = int(digits) if digits else fault.row
    return RowFault(fault.code, row=row, cell=fault.cell, facts=fault.facts)


def _rows_of(content: bytes, name: str) -> list[RawRow]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            sheet = workbook.get_sheet_by_name(name)
            rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError):
        raise refuse("file.workbook") from None
    found = []
    for number, cells in enumerate(rows, 1):
        kept = trimmed([_text_of(cell) for cell in cells])
        if kept:
            found.append(RawRow(number, kept))
    return found


def _text_of(value: Any) -> str:
    """A cell written out; a number as the spreadsheet shows it."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return NumberText(_plain_number(value))


def _plain_number(value: Any) -> str:
    """Fifteen digits, as spreadsheets show: what a sum left behind them was never meant."""
    number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        return str(value)
    if number == number.to_integral_value() and abs(number) < _LARGE:
        return str(int(number))
    return f"{number:f}" if abs(number.adjusted()) < _MOST_DIGITS else str(number)
