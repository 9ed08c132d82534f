"""A file of records: patents, certificates, entries, lawsuits … with status and validity."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kerong.evidence.imports.cells import CellRefused, half_width, read_words
from kerong.evidence.imports.columns import Column, Faults, lay_out, named_cells
from kerong.evidence.imports.firms import Firms
from kerong.evidence.imports.row_reader import RowReader, without_repeats
from kerong.evidence.imports.sheet import NumberText, RawTable
from kerong.evidence.imports.writer import Writer
from kerong.evidence.record_kinds import (
    NONE,
    STATUSES,
    RecordKind,
    find_kind,
    find_status,
    nearest_kind,
)

COLUMNS = (
    Column("credit_code", "统一社会信用代码"),
    Column("kind", "种类"),
    Column("number", "编号", required=False),
    Column("title", "名称", required=False, needed=False),
    Column("holder", "权利人", required=False, needed=False),
    Column("status", "状态"),
    Column("filed_on", "申请日", required=False, needed=False),
    Column("valid_from", "有效期起", required=False, needed=False),
    Column("valid_to", "有效期止", required=False, needed=False),
    Column("details", "备注", required=False, needed=False),
    Column("source", "来源"),
    Column("observed_on", "观测日"),
)
_NUMBER_LENGTH, _WORDS_LENGTH, _DETAILS_LENGTH = 80, 200, 300
_SAFE_DIGITS = 15


@dataclass(frozen=True, slots=True)
class NewRecord:
    """One checked row, ready to be staged."""

    row_no: int
    enterprise_id: int
    kind: str
    number: str
    title: str
    holder: str
    status: str
    filed_on: date | None
    valid_from: date | None
    valid_to: date | None
    details: str
    source: str
    citation: str
    observed_on: date

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.enterprise_id, self.kind, self.number, self.source, self.observed_on)

    @property
    def said(self) -> tuple[Any, ...]:
        days = (self.filed_on, self.valid_from, self.valid_to)
        return (self.status, *days, self.title, self.holder, self.details)


def check_records(table: RawTable, writer: Writer, faults: Faults) -> list[NewRecord]:
    """The rows that can be taken; whatever cannot is in `faults`."""
    layout = lay_out(table, COLUMNS, faults)
    if layout is None:
        return []
    named = list(named_cells(layout, COLUMNS, faults))
    firms = Firms((cells["credit_code"] for _, cells in named), only=writer.only)
    made = (_read(RowReader(layout, row.no, cells, faults), firms, writer) for row, cells in named)
    return without_repeats([row for row in made if row is not None], faults)


def _read(reader: RowReader, firms: Firms, writer: Writer) -> NewRecord | None:
    before = reader.faults.count
    enterprise_id = reader.take("credit_code", firms.enterprise_of)
    kind = reader.take("kind", _kind_of)
    status = reader.take("status", _status_of)
    number = reader.take("number", _number_of)
    words = {name: reader.take(name, read_words) for name in ("title", "holder", "details")}
    for name, most in (("title", _WORDS_LENGTH), ("holder", _WORDS_LENGTH)):
        _require_length(reader, name, most)
    _require_length(reader, "details", _DETAILS_LENGTH)
    days = {name: reader.take_day(name) for name in ("filed_on", "valid_from", "valid_to")}
    source = reader.take("source", writer.read_source)
    observed_on = reader.take_observed_on(writer, not_before=days["filed_on"])
    _require_order(reader, days["valid_from"], days["valid_to"])
    _require_number(reader, status, number)
    if reader.faults.count != before:
        return None
    assert enterprise_id is not None and kind is not None and status is not None
    assert number is not None and source is not None and observed_on is not None
    return NewRecord(
        row_no=reader.row_no,
        enterprise_id=enterprise_id,
        kind=kind.code,
        number=number,
        title=words["title"] or "",
        holder=words["holder"] or "",
        status=status,
        details=words["details"] or "",
        source=source[0],
        citation=source[1],
        observed_on=observed_on,
        **days,
    )


def _kind_of(text: str) -> RecordKind:
    kind = find_kind(text)
    if kind is None:
        raise CellRefused("kind.unknown", text=text[:40], nearest=nearest_kind(text))
    return kind


def _status_of(text: str) -> str:
    status = find_status(text)
    if status is None:
        choices = [zh for zh, _ in STATUSES.values()]
        raise CellRefused("status.unknown", text=text[:40], choices=choices)
    return status


def _number_of(text: str) -> str:
    if isinstance(text, NumberText) and len(text) > _SAFE_DIGITS:
        raise CellRefused("cell.number_code")
    number = read_words(half_width(text).upper())
    if len(number) > _NUMBER_LENGTH:
        raise CellRefused("cell.too_long", limit=_NUMBER_LENGTH)
    return number


def _require_length(reader: RowReader, name: str, most: int) -> None:
    if len(reader.cells[name]) > most:
        reader.refuse(name, "cell.too_long", limit=most)


def _require_order(reader: RowReader, start: date | None, end: date | None) -> None:
    if start is not None and end is not None and start > end:
        reader.refuse("valid_to", "validity.backwards")


def _require_number(reader: RowReader, status: str | None, number: str | None) -> None:
    if status is None or number is None:
        return
    if status == NONE and number:
        reader.refuse("number", "number.with_none")
    elif status != NONE and not number:
        reader.refuse("number", "cell.required")
