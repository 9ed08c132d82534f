"""Reads the cells of one row and reports every one that is refused, not only the first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, TypeVar

from kerong.evidence.imports.cells import CellRefused, read_day
from kerong.evidence.imports.columns import Faults, Layout
from kerong.evidence.imports.report import RowFault
from kerong.evidence.imports.writer import Writer

_T = TypeVar("_T")


@dataclass(slots=True)
class RowReader:
    layout: Layout
    row_no: int
    cells: dict[str, str]
    faults: Faults

    def take(self, name: str, read: Callable[[str], _T]) -> _T | None:
        """What the cell says, or None with the reason reported."""
        try:
            return read(self.cells[name])
        except CellRefused as refusal:
            self.refuse(name, refusal.code, **refusal.facts)
            return None

    def take_day(self, name: str) -> date | None:
        """A day, None when the cell is empty or refused."""
        return self.take(name, read_day) if self.cells[name] else None

    def take_observed_on(self, writer: Writer, *, not_before: date | None) -> date | None:
        """The day of observation: not in the future, not before the end of what it describes."""
        day = self.take_day("observed_on")
        if day is None:
            return None
        if day > writer.today:
            self.refuse("observed_on", "observed.future")
        elif not_before is not None and day < not_before:
            self.refuse("observed_on", "observed.early", end=not_before)
        return day

    def refuse(self, name: str, code: str, **facts: Any) -> None:
        self.faults.add(self.layout.fault(self.row_no, name, code, **facts))


class Keyed(Protocol):
    """A checked row: where it stood, what it speaks of, what it says."""

    @property
    def row_no(self) -> int: ...
    @property
    def key(self) -> tuple[Any, ...]: ...
    @property
    def said(self) -> Any: ...


_K = TypeVar("_K", bound=Keyed)


def without_repeats(rows: list[_K], faults: Faults) -> list[_K]:
    """The rows as they are; two that speak of the same thing are reported."""
    seen: dict[tuple[Any, ...], _K] = {}
    for row in rows:
        earlier = seen.setdefault(row.key, row)
        if earlier is not row:
            code = "row.twice" if earlier.said == row.said else "row.contradicts"
            faults.add(RowFault(code, row=row.row_no, facts={"earlier": earlier.row_no}))
    return rows
