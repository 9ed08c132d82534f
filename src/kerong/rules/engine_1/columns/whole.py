"""Whole numbers in columns of 64 bits that never wrap: a row that could leave them is set aside.

Every column carries bounds. Where the bounds of a result fit, the operation is plain. Where they
do not, a floating estimate that errs by far less than a factor of two finds the rows in danger;
these are marked as escaped, hold zero from then on, and are answered in Python integers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

FITS = 2**63 - 1
CAREFUL = 2**62  # an estimate below this is of a number below 2**63, its error included


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A column of whole numbers, or one number for every row, with bounds that hold for all."""

    at: Ints | int
    low: int
    high: int

    @property
    def fits(self) -> bool:
        """Whether 64 bits hold it: every column, and constants that are not too large."""
        return not isinstance(self.at, int) or -FITS <= self.at <= FITS

    def taken(self, rows: NDArray[np.intp]) -> "Whole":
        """The same at these rows only; the bounds still hold."""
        if isinstance(self.at, int):
            return self
        return Whole(self.at[rows], self.low, self.high)


def constant(number: int) -> Whole:
    return Whole(number, number, number)


def column(numbers: Ints) -> Whole:
    """A column with the bounds it has."""
    if not len(numbers):
        return Whole(numbers, 0, 0)
    return Whole(numbers, int(numbers.min()), int(numbers.max()))


class Watch:
    """Arithmetic over the rows of one block; remembers which rows have left 64 bits."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.escaped: Bools | None = None

    def escape(self, bad: Bools) -> None:
        self.escaped = bad if self.escaped is None else self.escaped | bad

    def times(self, one: Whole, two: Whole) -> Whole:
        if one.low == one.high == 1:
            return two
        if two.low == two.high == 1:
            return one
        if one.low >= 0 and two.low >= 0:
            return self._apply(np.multiply, one, two, (one.low * two.low, one.high * two.high))
        corners = [a * b for a in (one.low, one.high) for b in (two.low, two.high)]
        return self._apply(np.multiply, one, two, (min(corners), max(corners)))

    def plus(self, one: Whole, two: Whole) -> Whole:
        return self._apply(np.add, one, two, (one.low + two.low, one.high + two.high))

    def minus(self, one: Whole, two: Whole) -> Whole:
        return self._apply(np.subtract, one, two, (one.low - two.high, one.high - two.low))

    def _apply(
        self, operation: Callable[[Any, Any], Any], one: Whole, two: Whole, ends: tuple[int, int]
    ) -> Whole:
        if isinstance(one.at, int) and isinstance(two.at, int):
            return constant(ends[0])
        if max(-ends[0], ends[1]) <= FITS and one.fits and two.fits:
            return Whole(operation(one.at, two.at), *ends)
        if not (one.fits and two.fits):
            return self.all_escaped()
        bad = np.abs(operation(floats(one.at), floats(two.at))) >= CAREFUL
        self.escape(bad)
        return column(operation(_without(one.at, bad), _without(two.at, bad)))

    def over(self, one: Whole, two: Whole) -> Whole:
        """The whole part of a quotient, towards minus infinity; the divisor is positive."""
        ends = [a // b for a in (one.low, one.high) for b in (max(two.low, 1), two.high)]
        if isinstance(one.at, int) and isinstance(two.at, int):
            return constant(one.at // two.at)
        if not (one.fits and two.fits):
            return self.all_escaped()
        return Whole(np.floor_divide(one.at, two.at), min(ends), max(ends))

    def all_escaped(self) -> Whole:
        self.escape(np.ones(self.rows, dtype=bool))
        return Whole(np.zeros(self.rows, dtype=np.int64), 0, 0)

    def fitting(self, number: Whole) -> Whole:
        """The same where 64 bits hold it; else every row is answered one by one."""
        return number if number.fits else self.all_escaped()

    def least(self, one: Whole, two: Whole) -> Whole:
        return self._extreme(np.minimum, min, one, two)

    def most(self, one: Whole, two: Whole) -> Whole:
        return self._extreme(np.maximum, max, one, two)

    def _extreme(
        self,
        operation: Callable[[Any, Any], Any],
        of_two: Callable[[int, int], int],
        one: Whole,
        two: Whole,
    ) -> Whole:
        if one.high <= two.low or two.high <= one.low:
            lower, upper = (one, two) if one.high <= two.low else (two, one)
            return lower if of_two(0, 1) == 0 else upper
        if not (one.fits and two.fits):
            return self.all_escaped()
        ends = of_two(one.low, two.low), of_two(one.high, two.high)
        return Whole(operation(one.at, two.at), *ends)

    def either(self, chosen: Bools, one: Whole, two: Whole) -> Whole:
        """The first where chosen, else the second."""
        if one.at is two.at or one.low == one.high == two.low == two.high:
            return one
        if not (one.fits and two.fits):
            return self.all_escaped()
        ends = min(one.low, two.low), max(one.high, two.high)
        return Whole(np.where(chosen, one.at, two.at), *ends)

    def compared(self, operation: Callable[[Any, Any], Any], one: Whole, two: Whole) -> Bools:
        """A comparison row by row, whether the sides are columns or one number for all."""
        if one.low == one.high == two.low == two.high or one.high < two.low or two.high < one.low:
            return np.full(self.rows, bool(operation(one.low, two.low)))
        if not (one.fits and two.fits):
            self.all_escaped()
            return np.zeros(self.rows, dtype=bool)
        return np.asarray(operation(one.at, two.at), dtype=bool)


def negative(of: Whole) -> Whole:
    at = -of.at
    return Whole(at, -of.high, -of.low)


def floats(at: Ints | int) -> Any:
    """For estimates only: each number to the nearest of 53 bits."""
    return float(at) if isinstance(at, int) else at.astype(np.float64)


def _without(at: Ints | int, bad: Bools) -> Any:
    """The numbers with zero in the rows set aside."""
    return at if isinstance(at, int) else np.where(bad, 0, at)
