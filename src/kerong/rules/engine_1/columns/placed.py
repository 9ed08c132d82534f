"""Exact numbers placed between whole units of comparison, by a floating filter that is sure.

A threshold is a whole number of units (fen, ppm, milli-points, heads, days), so a value's floor
and ceiling decide every comparison with one. Quotients are placed in floating point, whose error
is far below the distance from a whole number in almost every row; only rows closer than that are
divided exactly.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.exact import Exact
from kerong.rules.engine_1.columns.whole import Bools, Ints, Watch, constant, floats

Floats = NDArray[np.float64]
# A quotient of two 64-bit numbers times a scale errs by at most five roundings of 2**-53 each.
ERROR = 2.0**-50
SURE = 2.0**52  # beyond it a float has no room for the part behind the point


@dataclass(frozen=True, slots=True)
class Placed:
    """Floor and ceiling in units; whole numbers held as floats when they come from quotients."""

    floor: Ints | Floats | int
    ceiling: Ints | Floats | int


def placed(value: Exact, scale: int, rows: int) -> Placed:
    """Where a value in natural units stands; `scale` units make a natural one.

    Quotients beyond 2**52 units are held as that bound: ask no threshold there.
    """
    own = value.per.at
    if isinstance(own, int) and own == scale:
        return Placed(value.number.at, value.number.at)
    numbers = _int64(value.number.at, rows)
    estimate = floats(numbers) * float(scale)
    estimate /= own
    np.clip(estimate, -SURE, SURE, out=estimate)
    floor = np.floor(estimate)
    above = estimate - floor
    margin = np.abs(estimate, out=estimate)
    margin *= ERROR
    unsure = above <= margin
    unsure |= np.subtract(1.0, above, out=above) <= margin
    ceiling = floor + 1
    near = np.flatnonzero(unsure)
    if len(near):
        pers = own if isinstance(own, int) else own[near]
        fits = max(-value.number.low, value.number.high) * scale < 2**63
        exact = _divided if fits else _divided_one_by_one
        floor[near], ceiling[near] = exact(numbers[near], _int64(pers, len(near)), scale)
    return Placed(floor, ceiling)


def reaches(watch: Watch, of: Exact, start: Fraction) -> Bools:
    """Where a value is at least so much. Placed, it leaves 64 bits in no row that held it."""
    if of.number.fits and of.per.fits and abs(start.numerator) < SURE:
        where = placed(of, start.denominator, watch.rows)
        return np.broadcast_to(np.asarray(where.floor >= start.numerator), (watch.rows,))
    seen = watch.times(of.number, constant(start.denominator))
    return watch.compared(np.greater_equal, seen, watch.times(constant(start.numerator), of.per))


def _divided(number: Ints, per: Ints, scale: int) -> tuple[Floats, Floats]:
    """Floor and ceiling of the rows too close to a whole number."""
    floor = number * scale // per
    rest = number * scale - floor * per
    return _held(floor), _held(floor + (rest != 0))


def _divided_one_by_one(number: Ints, per: Ints, scale: int) -> tuple[Floats, Floats]:
    """The same in Python's integers, where the product does not fit 64 bits."""
    most = int(SURE)
    pairs = [
        (top * scale // bottom, -(-top * scale // bottom))
        for top, bottom in zip(number.tolist(), per.tolist(), strict=True)
    ]
    held = [[min(max(at, -most), most) for at in pair] for pair in pairs]
    floors, ceilings = np.array(held, dtype=np.float64).T
    return floors, ceilings


def _held(whole: Ints) -> Floats:
    return np.clip(whole, -int(SURE), int(SURE)).astype(np.float64)


def _int64(at: Ints | int, rows: int) -> Ints:
    return np.full(rows, at, dtype=np.int64) if isinstance(at, int) else at
