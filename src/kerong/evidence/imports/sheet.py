"""Rows as text, whatever file they came in, and the address a person finds a cell by."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from kerong.evidence.imports.limits import MAX_COLUMNS


class Form(Enum):
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


class NumberText(str):
    """Text that the file held as a number: fine for values, suspicious for codes."""

    __slots__ = ()


class NotText(str):
    """Stands where the file held a list or an object."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class RawRow:
    """`no` counts as the spreadsheet does; a JSON row counts from 1."""

    no: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RawTable:
    """The header as written and every row that is not blank."""

    form: Form
    header: tuple[str, ...]
    header_no: int
    rows: Sequence[RawRow]

    def address(self, row_no: int, place: int) -> str:
        """ "E7" in a spreadsheet or CSV, "rows[6].value" in JSON."""
        if self.form is Form.JSON:
            return f"rows[{row_no - 1}].{self.header[place]}"
        return f"{column_letters(place)}{row_no}"


def column_letters(place: int) -> str:
    """0 → "A", 27 → "AB"."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells up to the last that is not blank, never more than the limit and one."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return tuple(cells[: min(end, MAX_COLUMNS + 1)])
