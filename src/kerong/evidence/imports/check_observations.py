"""A file of observations: every cell read and bounded, every row placed in its period."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from kerong.evidence.imports.cells import CellRefused, Reading, read_day, read_value
from kerong.evidence.imports.columns import Column, Faults, lay_out, named_cells
from kerong.evidence.imports.firms import Firms
from kerong.evidence.imports.row_reader import RowReader, without_repeats
from kerong.evidence.imports.sheet import RawTable
from kerong.evidence.imports.writer import Writer
from kerong.evidence.observation_kinds import (
    POINT,
    YEAR,
    ObservationKind,
    find_observation,
    nearest_observation,
)

COLUMNS = (
    Column("credit_code", "统一社会信用代码"),
    Column("observation", "观测项"),
    Column("period_start", "期间起", required=False, needed=False),
    Column("period_end", "期间止"),
    Column("value", "值"),
    Column("source", "来源"),
    Column("observed_on", "观测日"),
)


@dataclass(frozen=True, slots=True)
class NewObservation:
    """One checked row, ready to be staged; `value` is canonical."""

    row_no: int
    enterprise_id: int
    code: str
    period_start: date
    period_end: date
    value: str
    source: str
    citation: str
    observed_on: date

    @property
    def key(self) -> tuple[Any, ...]:
        period = (self.period_start, self.period_end)
        return (self.enterprise_id, self.code, *period, self.source, self.observed_on)

    @property
    def said(self) -> str:
        return self.value


def check_observations(table: RawTable, writer: Writer, faults: Faults) -> list[NewObservation]:
    """The rows that can be taken; whatever cannot is in `faults`."""
    layout = lay_out(table, COLUMNS, faults)
    if layout is None:
        return []
    named = list(named_cells(layout, COLUMNS, faults))
    firms = Firms((cells["credit_code"] for _, cells in named), only=writer.only)
    made = (_read(RowReader(layout, row.no, cells, faults), firms, writer) for row, cells in named)
    return without_repeats([row for row in made if row is not None], faults)


def _read(reader: RowReader, firms: Firms, writer: Writer) -> NewObservation | None:
    before = reader.faults.count
    enterprise_id = reader.take("credit_code", firms.enterprise_of)
    kind = reader.take("observation", lambda text: _kind_of(text, writer))
    end = reader.take("period_end", read_day)
    start = reader.take_day("period_start")
    source = reader.take("source", writer.read_source)
    observed_on = reader.take_observed_on(writer, not_before=end)
    reading = _value(reader, kind) if kind is not None else None
    if kind is not None and end is not None:
        start = _period_start(reader, kind, start, end)
    if reader.faults.count != before:
        return None
    assert enterprise_id is not None and kind is not None and reading is not None
    assert start is not None and end is not None and observed_on is not None
    assert source is not None
    return NewObservation(
        row_no=reader.row_no,
        enterprise_id=enterprise_id,
        code=kind.code,
        period_start=start,
        period_end=end,
        value=reading.text,
        source=source[0],
        citation=source[1],
        observed_on=observed_on,
    )


def _kind_of(text: str, writer: Writer) -> ObservationKind:
    kind = find_observation(text)
    if kind is None:
        nearest = nearest_observation(text)
        raise CellRefused("observation.unknown", text=text[:40], nearest=nearest)
    if kind.computed and writer.only is not None:
        raise CellRefused("observation.computed", text=kind.zh)
    return kind


def _value(reader: RowReader, kind: ObservationKind) -> Reading | None:
    reading = reader.take("value", lambda text: read_value(text, kind.fact))
    for code, facts in reading.warnings if reading else ():
        reader.faults.warn(reader.layout.fault(reader.row_no, "value", code, **facts))
    return reading


def _period_start(
    reader: RowReader, kind: ObservationKind, start: date | None, end: date
) -> date | None:
    first, last = kind.period_ending(end)
    if (start or first) == first and end == last:
        return first
    if start is not None and start > end:
        reader.refuse("period_start", "period.backwards")
    elif kind.span == POINT:
        reader.refuse("period_start", "period.point", text=kind.zh)
    elif kind.span == YEAR:
        reader.refuse("period_end", "period.year", text=kind.zh, start=first, end=last)
    else:
        facts = {"text": kind.zh, "months": kind.span, "start": first, "end": end}
        reader.refuse("period_start", "period.window", **facts)
    return None
