"""Facts of many firms in columns: one block of rows, every value as a rule sees it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kerong.kernel.ratios import MILLION
from kerong.rules.engine_1.columns.exact import Column, Words, nowhere, of_units
from kerong.rules.values import POINT, Value
from kerong.rules.vocabulary import CODE, DATE, FLAG, POINTS, RATIO, vocabulary

UNITS = {RATIO: MILLION, POINTS: POINT}  # stored units in one natural unit


@dataclass(frozen=True, slots=True)
class Columns:
    """One block: `credit_codes` names the firms, `values` holds a column a fact that was given.

    A fact without a column is unknown in every row.
    """

    credit_codes: Sequence[str]
    values: Mapping[str, Column]

    @property
    def rows(self) -> int:
        return len(self.credit_codes)

    def column(self, code: str) -> Column:
        """What was given of a fact."""
        found = self.values.get(code)
        if found is not None:
            return found
        if vocabulary().fact(code).type in (CODE, FLAG):
            places = np.zeros(self.rows, dtype=np.int32)
            return Words(places, (), np.zeros(self.rows, dtype=bool))
        return nowhere(self.rows)

    def part(self, rows: NDArray[np.intp]) -> "Columns":
        """These rows only, without names; each column is taken when it is first asked for."""
        return Columns(("",) * len(rows), _Part(self.values, rows))

    def facts(self, row: int) -> dict[str, Value]:
        """The facts of one firm in memory form, as the engine for one firm takes them."""
        found: dict[str, Value] = {}
        for code, values in self.values.items():
            if values.known is None or values.known[row]:
                found[code] = _value(code, values, row)
        return found


class _Part(Mapping[str, Column]):
    def __init__(self, values: Mapping[str, Column], rows: NDArray[np.intp]) -> None:
        self._values = values
        self._rows = rows
        self._taken: dict[str, Column] = {}

    def __getitem__(self, code: str) -> Column:
        if code not in self._taken:
            self._taken[code] = self._values[code].taken(self._rows)
        return self._taken[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def columns_of(firms: Sequence[tuple[str, Mapping[str, Value | None]]]) -> Columns:
    """A block from firms held one by one: (credit code, facts in memory form).

    Each column is made when it is first asked for: rules look at few of the facts people state.
    """
    return Columns([code for code, _ in firms], _Stated([facts for _, facts in firms]))


class _Stated(Mapping[str, Column]):
    def __init__(self, firms: Sequence[Mapping[str, Value | None]]) -> None:
        self._firms = firms
        self._codes = dict.fromkeys(code for facts in firms for code in facts)
        self._made: dict[str, Column] = {}

    def __getitem__(self, code: str) -> Column:
        if code not in self._made:
            if code not in self._codes:
                raise KeyError(code)
            self._made[code] = column_of_values(code, [facts.get(code) for facts in self._firms])
        return self._made[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


def column_of_values(code: str, values: Sequence[Value | None]) -> Column:
    """The column of a fact from values in memory form; None is unknown."""
    kind = vocabulary().fact(code).type
    known = np.array([value is not None for value in values], dtype=bool)
    mask = None if known.all() else known
    if kind in (CODE, FLAG):
        words = tuple(dict.fromkeys(value for value in values if value is not None))
        places = {word: at for at, word in enumerate(words)}
        numbers = [0 if value is None else places[value] for value in values]
        return Words(np.array(numbers, dtype=np.int32), words, mask)
    units = [_units(kind, value) for value in values]
    return of_units(np.array(units, dtype=np.int64), UNITS.get(kind, 1), mask)


def _units(kind: str, value: Value | None) -> int:
    if value is None:
        return 0
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, tuple):
        number, per = value
        units, rest = divmod(number * MILLION, per)
        if rest:
            raise ValueError("a stored ratio has at most six decimals")
        return units
    return int(value)


def _value(code: str, values: Column, row: int) -> Value:
    if isinstance(values, Words):
        word: Value = values.words[values.places[row]]
        return word
    number = _at(values.number.at, row)
    kind = vocabulary().fact(code).type
    if kind == RATIO:
        return number, _at(values.per.at, row)
    return date.fromordinal(number) if kind == DATE else number


def _at(column: Any, row: int) -> int:
    return column if isinstance(column, int) else int(column[row])
