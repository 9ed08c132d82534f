"""Columns of values: exact numbers as a numerator over a positive denominator, codes and flags as
small whole numbers into a list of words; each with a mask of the rows where it is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.whole import (
    Bools,
    Ints,
    Watch,
    Whole,
    column,
    constant,
    negative,
)

Known = Bools | None  # None: every row


@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """`number / per` in natural units (fen, parts of one, points, heads, days); per ≥ 1."""

    number: Whole
    per: Whole
    known: Known

    def taken(self, rows: NDArray[np.intp]) -> "Exact":
        known = None if self.known is None else self.known[rows]
        return Exact(self.number.taken(rows), self.per.taken(rows), known)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """A code or flag a row: a place in `words`. Where it is unknown the place means nothing."""

    places: NDArray[np.int32]
    words: tuple[Any, ...]
    known: Known

    def taken(self, rows: NDArray[np.intp]) -> "Words":
        known = None if self.known is None else self.known[rows]
        return Words(self.places[rows], self.words, known)

    def replaced(self, rows: NDArray[np.intp], values: Sequence[Any]) -> "Words":
        """The same with these words in these rows; None is unknown."""
        words = tuple(dict.fromkeys((*self.words, *(each for each in values if each is not None))))
        where = {word: at for at, word in enumerate(words)}
        places = Words(self.places, self.words, None).looked_up(
            [where[word] for word in self.words], np.int32
        )
        known = np.ones(len(places), dtype=bool) if self.known is None else self.known.copy()
        places[rows] = [0 if each is None else where[each] for each in values]
        known[rows] = [each is not None for each in values]
        return Words(places, words, known)

    def looked_up(self, found: Sequence[Any], kind: Any) -> NDArray[Any]:
        """For each row the entry of `found` that belongs to its word."""
        table = np.array(found, dtype=kind) if found else np.zeros(1, dtype=kind)
        return table[self.places]


Column = Exact | Words


def of_fraction(value: Fraction) -> Exact:
    return Exact(constant(value.numerator), constant(value.denominator), None)


def of_units(numbers: Ints, per: int, known: Known) -> Exact:
    """Stored whole numbers over the denominator of their type; zero stands where unknown."""
    return Exact(column(numbers), constant(per), known)


def both(one: Known, two: Known) -> Known:
    """Known where both are."""
    if one is None or one is two:
        return two
    return one if two is None else one & two


def known_together(several: Sequence[Exact]) -> Known:
    known: Known = None
    for each in several:
        known = both(known, each.known)
    return known


def nowhere(rows: int) -> Exact:
    """Unknown in every row."""
    return Exact(constant(0), constant(1), np.zeros(rows, dtype=bool))


def per_times(watch: Watch, one: Whole, two: Whole) -> Whole:
    """The product of two denominators; a row that escapes keeps a denominator of one."""
    return _positive(watch.times(one, two))


def _positive(per: Whole) -> Whole:
    if per.low >= 1:
        return per
    at = max(per.at, 1) if isinstance(per.at, int) else np.maximum(per.at, 1)
    return Whole(at, 1, max(per.high, 1))


def over_one_denominator(watch: Watch, several: Sequence[Exact]) -> tuple[list[Whole], Whole]:
    """The numerators over one denominator; columns of denominators are multiplied out once."""
    pers = [each.per.at for each in several]
    if all(isinstance(per, int) and per == pers[0] for per in pers):
        return [each.number for each in several], several[0].per
    fixed = lcm(*(each.per.at for each in several if isinstance(each.per.at, int)))
    columns = {id(each.per.at): each.per for each in several if not isinstance(each.per.at, int)}
    per = constant(fixed)
    for one in columns.values():
        per = per_times(watch, per, one)
    numbers = []
    for each in several:
        own = each.per.at
        number = watch.times(each.number, constant(fixed // own if isinstance(own, int) else fixed))
        for at, one in columns.items():
            if at != id(own):
                number = watch.times(number, one)
        numbers.append(number)
    return numbers, per


def quotient(watch: Watch, number: Whole, per: Whole, known: Known) -> Exact:
    """`number / per` where `per` may be anything: unknown where it is zero, the sign on top."""
    if per.low <= 0 <= per.high:
        there = watch.compared(np.not_equal, per, constant(0))
        known = both(known, there)
    if per.low < 0:
        turned = watch.compared(np.less, per, constant(0))
        number = watch.either(turned, negative(number), number)
        per = watch.either(turned, negative(per), per)
        per = Whole(per.at, min(per.low, 0), per.high)
    return Exact(number, _positive(per), known)


def rounded(watch: Watch, value: Exact, scale: int) -> Whole:
    """The one rounding point: `value` × `scale` to the nearest whole number, halves away from
    zero."""
    own = value.per.at
    if isinstance(own, int) and scale % own == 0:
        return watch.times(value.number, constant(scale // own))
    number = watch.times(value.number, constant(scale))
    if number.low >= 0:
        doubled = watch.plus(watch.times(number, constant(2)), value.per)
        return watch.over(doubled, watch.times(value.per, constant(2)))
    below = watch.over(number, value.per)
    rest = watch.times(watch.minus(number, watch.times(below, value.per)), constant(2))
    up = watch.compared(np.greater, rest, value.per)
    if number.high >= 0:
        half = watch.compared(np.equal, rest, value.per)
        up |= half & watch.compared(np.greater_equal, number, constant(0))
    return watch.plus(below, Whole(up.astype(np.int64), 0, 1))
