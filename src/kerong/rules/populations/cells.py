"""Arrow arrays of cells → columns of facts: the common forms at once, odd cells one by one.

What counts as a value is decided by the reader of facts documents; the fast ways here accept a
part of it and give the same numbers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from kerong.rules.engine_1.columns import column_of_values
from kerong.rules.engine_1.columns.block import UNITS
from kerong.rules.engine_1.columns.exact import Column, Words, of_units
from kerong.rules.errors import FactsFault, field_error
from kerong.rules.factsfile import LARGEST_FLOAT, read_facts_document
from kerong.rules.populations.errors import CellFault, fault_of
from kerong.rules.reasons import Unreadable
from kerong.rules.values import Value, measured
from kerong.rules.vocabulary import (
    CODE,
    COUNT,
    DATE,
    FLAG,
    MONEY,
    POINTS,
    RATIO,
    Fact,
    vocabulary,
)

Ints = NDArray[np.int64]
# Decimals of a cell's natural unit that the stored whole number holds.
DECIMALS = {MONEY: 2, POINTS: 3, RATIO: 6, COUNT: 0}
_MOST_ROWS_NAMED = 20
_MOST_WORDS_HELD = 200_000


@dataclass(slots=True)
class CellReader:
    """Reads the columns of one block; `first` is the number of its first row in the file."""

    first: int
    faults: list[CellFault] = field(default_factory=list)
    rounded: dict[str, int] = field(default_factory=dict)

    def column(self, name: str, fact: Fact, cells: pa.Array) -> Column:
        """The column of a fact from cells under this name; faults are collected."""
        cells = _plain(cells)
        if pa.types.is_null(cells.type):
            return column_of_values(fact.code, [None] * len(cells))
        if fact.type == CODE:
            return self._words(name, fact, cells)
        if fact.type == FLAG:
            return self._flags(name, fact, cells)
        known = np.asarray(cells.is_valid())
        units, done = _quick(name, fact, cells)
        units = np.where(known & done, units, 0)
        odd = np.flatnonzero(known & ~done)
        if len(odd):  # these are within bounds, or at fault already
            units[odd] = self._one_by_one(name, fact, cells, odd)
        units = self._inside(name, fact, units, known & done, cells)
        return of_units(units, UNITS.get(fact.type, 1), None if known.all() else known)

    def _one_by_one(self, name: str, fact: Fact, cells: pa.Array, rows: NDArray[np.intp]) -> Ints:
        """Each distinct cell through the reader of facts documents; stored whole numbers have no
        other form."""
        encoded = cells.take(pa.array(rows)).dictionary_encode()
        places = np.asarray(encoded.indices)
        stored = np.zeros(len(encoded.dictionary), dtype=np.int64)
        for at, cell in enumerate(encoded.dictionary.to_pylist()):
            if name != fact.code:
                wrong = field_error(name, Unreadable("value.count", text=str(cell)[:40]))
                self._refuse(name, cell, wrong, rows[places == at])
                continue
            value = self._value(name, fact, cell, rows[places == at])
            if value is not None:
                stored[at] = measured(fact.type, value)[0] // measured(fact.type, value)[1]
        units: Ints = stored[places]
        return units

    def _value(self, name: str, fact: Fact, cell: Any, rows: NDArray[np.intp]) -> Value | None:
        try:
            read = read_facts_document({"facts": {fact.code: _natural(fact, cell)}}, vocabulary())
        except FactsFault as fault:
            self._refuse(name, cell, fault.errors[0], rows)
            return None
        if read.warnings:
            self.rounded[name] = self.rounded.get(name, 0) + len(rows)
        return read.facts.get(fact.code)

    def _refuse(
        self, name: str, cell: Any, error: Mapping[str, Any], rows: NDArray[np.intp]
    ) -> None:
        for row in rows[:_MOST_ROWS_NAMED].tolist():
            self.faults.append(fault_of(self.first + row, name, cell, error))

    def _inside(
        self, name: str, fact: Fact, units: Ints, looked_at: NDArray[np.bool_], cells: pa.Array
    ) -> Ints:
        """The units inside the vocabulary's bounds; cells outside become faults."""
        if fact.least is None or fact.most is None:
            return units
        outside = looked_at & ((units < fact.least) | (units > fact.most))
        rows = np.flatnonzero(outside)[:_MOST_ROWS_NAMED]
        for row in rows.tolist():
            self._value(name, fact, _spelled(name, fact, cells[row].as_py()), np.array([row]))
        return np.where(outside, 0, units) if len(rows) else units

    def _words(self, name: str, fact: Fact, cells: pa.Array) -> Words:
        encoded = cells.dictionary_encode()
        places = np.asarray(encoded.indices.fill_null(0), dtype=np.int32)
        known = np.asarray(cells.is_valid())
        words = []
        for at, cell in enumerate(encoded.dictionary.to_pylist()):
            rows = np.flatnonzero(known & (places == at)) if not _is_word(fact, cell) else None
            words.append(cell if rows is None else self._value(name, fact, cell, rows) or "")
        return Words(places, tuple(words), None if known.all() else known)

    def _flags(self, name: str, fact: Fact, cells: pa.Array) -> Words:
        known = np.asarray(cells.is_valid())
        mask = None if known.all() else known
        if pa.types.is_boolean(cells.type):
            places = np.asarray(cells.fill_null(False)).astype(np.int32)
            return Words(places, (False, True), mask)
        encoded = cells.dictionary_encode()
        where = np.asarray(encoded.indices.fill_null(0))
        found = [
            self._value(name, fact, cell, np.flatnonzero(known & (where == at)))
            for at, cell in enumerate(encoded.dictionary.to_pylist())
        ]
        table = np.array([int(bool(value)) for value in found] or [0], dtype=np.int32)
        return Words(table[where], (False, True), mask)


_held_words: dict[tuple[str, str], bool] = {}


def _is_word(fact: Fact, cell: Any) -> bool:
    """Whether a text is a code as it stands; asked once a process for each distinct text."""
    if not isinstance(cell, str):
        return False
    key = (fact.code, cell)
    if key not in _held_words:
        if len(_held_words) > _MOST_WORDS_HELD:
            _held_words.clear()
        try:
            read = read_facts_document({"facts": {fact.code: cell}}, vocabulary()).facts
        except FactsFault:
            return False
        _held_words[key] = read[fact.code] == cell
    return _held_words[key]


def _plain(cells: pa.Array) -> pa.Array:
    """One array of values: no chunks, no dictionary, no other spelling of text."""
    if isinstance(cells, pa.ChunkedArray):
        cells = cells.combine_chunks()
    if pa.types.is_dictionary(cells.type):
        cells = cells.dictionary_decode()
    if pa.types.is_timestamp(cells.type):  # a day, as some writers keep it
        cells = cells.cast(pa.date32(), safe=False)
    if pa.types.is_large_string(cells.type) or pa.types.is_string_view(cells.type):
        cells = cells.cast(pa.string())
    return cells


def _quick(name: str, fact: Fact, cells: pa.Array) -> tuple[Ints, NDArray[np.bool_]]:
    """Stored units of the cells in a common form, and which cells those are."""
    kind = cells.type
    every = np.ones(len(cells), dtype=bool)
    if pa.types.is_date32(kind) and fact.type == DATE:
        days = np.asarray(cells.cast(pa.int32()).fill_null(0)).astype(np.int64)
        return days + _EPOCH, every
    if fact.type == DATE:
        return np.zeros(len(cells), dtype=np.int64), ~every
    decimals = 0 if name != fact.code else DECIMALS[fact.type]
    if pa.types.is_integer(kind):
        return _integers(cells, decimals)
    if pa.types.is_string(kind):
        return _texts(cells, decimals)
    if pa.types.is_decimal(kind):
        return _decimals(cells, decimals)
    if pa.types.is_floating(kind):
        return _binary(cells.cast(pa.float64()), decimals)
    return np.zeros(len(cells), dtype=np.int64), ~every


_EPOCH = 719_163  # 1970-01-01 as Python counts days


def _integers(cells: pa.Array, decimals: int) -> tuple[Ints, NDArray[np.bool_]]:
    if pa.types.is_uint64(cells.type):
        return np.zeros(len(cells), dtype=np.int64), np.zeros(len(cells), dtype=bool)
    numbers = np.asarray(cells.fill_null(0)).astype(np.int64)
    small = np.abs(numbers) <= 9 * 10 ** (18 - decimals)
    return np.where(small, numbers, 0) * 10**decimals, small


def _texts(cells: pa.Array, decimals: int) -> tuple[Ints, NDArray[np.bool_]]:
    """Plain decimals: what is not, is looked at one by one."""
    part = f"(\\.[0-9]{{1,{decimals}}})?" if decimals else ""
    plain = pc.match_substring_regex(cells, f"^-?[0-9]{{1,12}}{part}$").fill_null(False)
    texts = pc.if_else(plain, cells, pa.scalar("0")).fill_null("0")
    return _unscaled(texts.cast(pa.decimal128(19, decimals))), np.asarray(plain)


def _decimals(cells: pa.Array, decimals: int) -> tuple[Ints, NDArray[np.bool_]]:
    none = np.zeros(len(cells), dtype=bool)
    try:
        exact = cells.cast(pa.decimal128(38, decimals))
    except pa.ArrowInvalid:
        return np.zeros(len(cells), dtype=np.int64), none
    largest = pc.max(pc.abs(exact)).as_py()
    if largest is not None and largest >= 10**12:
        return np.zeros(len(cells), dtype=np.int64), none
    return _unscaled(exact.fill_null(0)), ~none


def _unscaled(decimals: pa.Array) -> Ints:
    """The whole numbers a decimal column holds: the low word of each 128 bits."""
    words = np.frombuffer(decimals.buffers()[1], dtype=np.int64)
    units: Ints = words[2 * decimals.offset : 2 * (decimals.offset + len(decimals)) : 2]
    return units


def _binary(cells: pa.Array, decimals: int) -> tuple[Ints, NDArray[np.bool_]]:
    """Floats that are the nearest to a decimal of so many places: read as that decimal."""
    numbers = np.asarray(cells.fill_null(0.0))
    sane = np.abs(numbers) < LARGEST_FLOAT
    numbers = np.where(sane, numbers, 0.0)
    units = np.rint(numbers * 10.0**decimals)
    same = units / 10.0**decimals == numbers
    return units.astype(np.int64), sane & same


def _natural(fact: Fact, cell: Any) -> Any:
    """A cell as a facts document would hold it."""
    if isinstance(cell, bool | int | float | str) or cell is None:
        return cell
    return cell.isoformat() if fact.type == DATE and hasattr(cell, "isoformat") else str(cell)


def _spelled(name: str, fact: Fact, cell: Any) -> Any:
    """A stored whole number (`…_fen`, `…_ppm`) in the unit a facts document speaks of."""
    if name == fact.code or not isinstance(cell, int):
        return cell
    places = DECIMALS[fact.type]
    sign, digits = "-" if cell < 0 else "", f"{abs(cell):0{places + 1}d}"
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def texts_of(cells: pa.Array) -> Sequence[str | None]:
    """Text of each cell, None where it is empty."""
    found: list[str | None] = _plain(cells).cast(pa.string()).to_pylist()
    return [text.strip() or None if text is not None else None for text in found]
