"""Columns a file may have, found by English or Chinese heading, and the faults met on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

from kerong.evidence.imports.limits import MAX_ERRORS, MAX_TEXT
from kerong.evidence.imports.report import RowFault
from kerong.evidence.imports.sheet import NotText, RawRow, RawTable
from kerong.kernel.errors import Fault


@dataclass(frozen=True, slots=True)
class Column:
    """`required` speaks of the cell; a column that is not `needed` may be left out."""

    name: str
    zh: str
    required: bool = True
    needed: bool = True
    longest: int = MAX_TEXT


@dataclass(slots=True)
class Faults:
    """Keeps the first faults and counts all of them."""

    kept: list[RowFault] = field(default_factory=list)
    count: int = 0
    warnings: list[RowFault] = field(default_factory=list)

    def add(self, fault: RowFault) -> None:
        self.count += 1
        if len(self.kept) < MAX_ERRORS:
            self.kept.append(fault)

    def warn(self, warning: RowFault) -> None:
        if len(self.warnings) < MAX_ERRORS:
            self.warnings.append(warning)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each known column stands in this file."""

    table: RawTable
    places: dict[str, int]

    def fault(self, row_no: int, name: str, code: str, **facts: Any) -> RowFault:
        place = self.places.get(name)
        cell = self.table.address(row_no, place) if place is not None else ""
        return RowFault(code, row=row_no, column=name, cell=cell, facts=facts)

    def said(self, row_no: int, name: str, fault: Fault) -> RowFault:
        """The same for a reason another package gave."""
        words = (fault.say(), fault.say("en"))
        return replace(self.fault(row_no, name, fault.code), words=words)


def lay_out(table: RawTable, columns: Sequence[Column], faults: Faults) -> Layout | None:
    """The layout of the header, or None with the reasons in `faults`."""
    spelled = {column.zh: column.name for column in columns}
    spelled |= {column.name: column.name for column in columns}
    places: dict[str, int] = {}
    before = faults.count
    for place, heading in enumerate(table.header):
        name = spelled.get(heading.strip().lower()) or spelled.get(heading.strip())
        if name is None:
            faults.add(_header_fault(table, place, "header.unknown", heading, spelled))
        elif name in places:
            faults.add(_header_fault(table, place, "header.twice", heading, spelled))
        else:
            places[name] = place
    for column in columns:
        if column.needed and column.name not in places:
            row = table.header_no or None
            names = {"name": column.name, "zh": column.zh}
            faults.add(RowFault("header.missing", row=row, column=column.name, facts=names))
    return Layout(table, places) if faults.count == before else None


def _header_fault(
    table: RawTable, place: int, code: str, heading: str, spelled: dict[str, str]
) -> RowFault:
    close = get_close_matches(heading, spelled, n=1, cutoff=0.5)
    nearest = close[0] if close else None
    row = table.header_no or None
    cell = table.address(row, place) if row else ""
    return RowFault(code, row, heading[:40], cell, {"name": heading[:40], "nearest": nearest})


def named_cells(
    layout: Layout, columns: Sequence[Column], faults: Faults
) -> Iterator[tuple[RawRow, dict[str, str]]]:
    """Each row as name → text, with empty, overlong and structured cells reported."""
    width = len(layout.table.header)
    for row in layout.table.rows:
        before = faults.count
        if len(row.cells) > width:
            cell = layout.table.address(row.no, width)
            faults.add(RowFault("cell.extra", row=row.no, cell=cell))
        cells: dict[str, str] = {}
        for column in columns:
            place = layout.places.get(column.name)
            text = row.cells[place] if place is not None and place < len(row.cells) else ""
            cells[column.name] = text
            if code := _shape_fault(text, column):
                faults.add(layout.fault(row.no, column.name, code, limit=column.longest))
        if faults.count == before:
            yield row, cells


def _shape_fault(text: str, column: Column) -> str:
    if not text:
        return "cell.required" if column.required else ""
    if isinstance(text, NotText):
        return "cell.not_text"
    return "cell.too_long" if len(text) > column.longest else ""
