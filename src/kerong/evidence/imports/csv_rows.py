"""CSV files: comma separated, quoted with double quotes, counted before they are parsed."""

import csv
import io
import re

from kerong.evidence.imports.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from kerong.evidence.imports.report import refuse
from kerong.evidence.imports.sheet import Form, RawRow, RawTable, trimmed
from kerong.evidence.imports.text import decode

_LINE_END = re.compile(r"\r\n?|\n")
_OTHER_DELIMITERS = (("\t", "Tab"), (";", ";"), ("|", "|"), ("，", "，"))


def read_csv(content: bytes) -> RawTable:
    """Every row as text; raises FileRefused for what no spreadsheet would save."""
    text = decode(content)
    if text.count(",") > MAX_CELLS:
        raise refuse("file.cells", limit=MAX_CELLS)
    if sum(1 for _ in _LINE_END.finditer(text)) > 2 * MAX_ROWS:  # quoted cells may hold lines
        raise refuse("file.rows", limit=MAX_ROWS)
    _require_commas(text)
    rows = _rows_of(text)
    if not rows:
        raise refuse("file.empty")
    header, *others = rows
    if len(others) > MAX_ROWS:
        raise refuse("file.rows", limit=MAX_ROWS)
    return RawTable(Form.CSV, header.cells, header.no, others)


def _require_commas(text: str) -> None:
    first = next((line for line in _LINE_END.split(text, 20) if line.strip()), "")
    if "," in first:
        return
    for mark, name in _OTHER_DELIMITERS:
        if mark in first:
            raise refuse("file.delimiter", found=name)


def _rows_of(text: str) -> list[RawRow]:
    rows: list[RawRow] = []
    number = 0
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            if len(cells) > MAX_COLUMNS + 1 and any(cells[MAX_COLUMNS:]):
                raise refuse("file.columns", limit=MAX_COLUMNS)
            kept = trimmed([cell.strip() for cell in cells])
            if kept:
                rows.append(RawRow(number, kept))
    except csv.Error:
        raise refuse("file.quotes", row=number + 1) from None
    return rows
