"""How well points tell bad outcomes from good ones, in exact numbers until they are shown.

More points mean a better firm. AUC is the chance that a good one has more points than a bad one,
a tie counting half; KS is the widest gap between the shares of bad and of good ones at or below a
score. Both are fractions of whole counts. Only the stability index has logarithms: decimal ones,
the same on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from itertools import groupby, pairwise
from math import isqrt

from kerong.kernel.ratios import MILLION, round_half_up

Z = Fraction(196, 100)  # 95 % of a normal distribution lie within this many deviations
HALF = Fraction(1, 2)
LOGARITHMS = Context(prec=40)


@dataclass(frozen=True, slots=True, order=True)
class Scored:
    """Milli-points of one party and whether it went bad."""

    milli: int
    bad: bool


@dataclass(frozen=True, slots=True)
class Separation:
    """`curve` has the shares (good, bad) at or below each score, lowest first."""

    auc: Fraction
    ks: Fraction
    ks_milli: int
    curve: tuple[tuple[Fraction, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Scores above `over` up to `upto`, None where open."""

    over: int | None
    upto: int | None
    rows: int
    bad: int


def separation(rows: Sequence[Scored]) -> Separation:
    """AUC, KS and the curve between them; raises ValueError unless both outcomes are there."""
    bad = sum(row.bad for row in rows)
    good = len(rows) - bad
    if not good or not bad:
        raise ValueError("one outcome only")
    wins_twice = good_below = bad_below = ks_milli = 0
    ks, curve = Fraction(-1), []
    for milli, same in groupby(sorted(rows), key=lambda row: row.milli):
        outcomes = [row.bad for row in same]
        bad_here = sum(outcomes)
        good_here = len(outcomes) - bad_here
        wins_twice += good_here * (2 * bad_below + bad_here)
        good_below, bad_below = good_below + good_here, bad_below + bad_here
        shares = Fraction(good_below, good), Fraction(bad_below, bad)
        curve.append(shares)
        if abs(shares[1] - shares[0]) > ks:
            ks, ks_milli = abs(shares[1] - shares[0]), milli
    return Separation(Fraction(wins_twice, 2 * good * bad), ks, ks_milli, tuple(curve))


def edges_of(scores: Sequence[int], count: int) -> tuple[int, ...]:
    """Upper ends of about `count` bins of equal size; equal scores are never parted."""
    ordered = sorted(scores)
    places = [-(-len(ordered) * no // count) - 1 for no in range(1, count)]
    found = sorted({ordered[place] for place in places if place >= 0})
    return tuple(edge for edge in found if edge < ordered[-1])


def bins_of(rows: Sequence[Scored], edges: Sequence[int]) -> tuple[Bin, ...]:
    """How many lie in each bin and went bad; the outer bins are open."""
    ends = [None, *edges, None]
    found = []
    for over, upto in pairwise(ends):
        inside = [
            row.bad
            for row in rows
            if (over is None or row.milli > over) and (upto is None or row.milli <= upto)
        ]
        found.append(Bin(over, upto, len(inside), sum(inside)))
    return tuple(found)


def wilson(bad: int, rows: int) -> tuple[int, int]:
    """The 95 % interval of a share after Wilson, in parts per million, rounded outwards.

    Centre (b + z²/2) / (n + z²), half width z·√(b(n−b)/n + z²/4) / (n + z²).
    Example: 2 bad of 10 give 0.0567 … 0.5098.
    """
    if rows < 1:
        raise ValueError("no rows")
    weight = rows + Z * Z
    centre = (bad + Z * Z / 2) / weight * MILLION
    square = (Fraction(bad * (rows - bad), rows) + Z * Z / 4) * (Z * MILLION / weight) ** 2
    root = isqrt(square.numerator // square.denominator)
    half = root if root * root == square else root + 1
    low = 0 if bad == 0 else max(0, (centre - half).__floor__())
    high = MILLION if bad == rows else min(MILLION, (centre + half).__ceil__())
    return low, high


def stability(before: Sequence[int], after: Sequence[int]) -> int:
    """The population stability index of two counts over the same bins, in millionths.

    Σ (a − e)·ln(a / e) over the shares of the bins; with an empty bin on either side every bin of
    both counts half a row more, since ln 0 has no value. Example: 60 : 40 against 40 : 60 is
    2 · 0.2 · ln 1.5 = 0.162186.
    """
    extra = HALF if 0 in (*before, *after) else Fraction(0)
    total = Decimal(0)
    for expected, actual in zip(_shares(before, extra), _shares(after, extra), strict=True):
        times = LOGARITHMS.ln(decimal_of(actual / expected))
        total += LOGARITHMS.multiply(decimal_of(actual - expected), times)
    return round_half_up(Fraction(total) * MILLION)


def decimal_of(value: Fraction) -> Decimal:
    return LOGARITHMS.divide(Decimal(value.numerator), Decimal(value.denominator))


def _shares(counts: Sequence[int], extra: Fraction) -> list[Fraction]:
    whole = sum(counts) + extra * len(counts)
    if not whole:
        raise ValueError("no rows")
    return [(count + extra) / whole for count in counts]
