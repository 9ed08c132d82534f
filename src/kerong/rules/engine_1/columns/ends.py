"""Lowest and highest value a formula can have while facts are unknown, column by column.

The twin of `ranges`: the same interval arithmetic from the bounds of the vocabulary. A row for
which no ends follow (a divisor that may be zero, a code without a branch) is not known.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kerong.kernel.ratios import MILLION
from kerong.rules.engine_1.columns.exact import (
    Exact,
    Known,
    both,
    of_fraction,
    over_one_denominator,
    per_times,
    quotient,
)
from kerong.rules.engine_1.columns.placed import reaches
from kerong.rules.engine_1.columns.twins import (
    Work,
    branch_of,
    extreme,
    fact_read,
    nearest,
    negated,
    round_down,
    unbound,
)
from kerong.rules.engine_1.columns.whole import Bools, constant, negative
from kerong.rules.formulas.nodes import (
    ArgumentRead,
    Arithmetic,
    By,
    Extreme,
    FactRead,
    Literal,
    Nearest,
    Negative,
    Node,
    ParameterRead,
    RoundDown,
    Steps,
    Within,
)
from kerong.rules.values import POINT
from kerong.rules.vocabulary import POINTS, RATIO, vocabulary

UNITS = {RATIO: MILLION, POINTS: POINT}


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """`known` where both ends follow; their own masks say nothing."""

    low: Exact
    high: Exact
    known: Known


EndsTwin = Callable[[Work, Any, Sequence[Ends]], Ends]


def _literal(work: Work, node: Literal, parts: Sequence[Ends]) -> Ends:
    value = of_fraction(node.value)
    return Ends(value, value, None)


def _fact_read(work: Work, node: FactRead, parts: Sequence[Ends]) -> Ends:
    seen = fact_read(work, node, ())
    if seen.known is None:
        return Ends(seen, seen, None)
    fact = vocabulary().fact(node.code)
    if fact.least is None or fact.most is None:
        return Ends(seen, seen, seen.known)
    per = UNITS.get(fact.type, 1)
    low, high = (Exact(constant(bound), constant(per), None) for bound in (fact.least, fact.most))
    return Ends(_picked(work, seen.known, seen, low), _picked(work, seen.known, seen, high), None)


def _picked(work: Work, chosen: Bools, one: Exact, two: Exact) -> Exact:
    """One value or the other; numerators and denominators are picked side by side."""
    watch = work.watch
    number = watch.either(chosen, one.number, two.number)
    return Exact(number, watch.either(chosen, one.per, two.per), None)


def _negative(work: Work, node: Negative, parts: Sequence[Ends]) -> Ends:
    (of,) = parts
    return Ends(negated(work, node, [of.high]), negated(work, node, [of.low]), of.known)


def _arithmetic(work: Work, node: Arithmetic, parts: Sequence[Ends]) -> Ends:
    left, right = parts
    known = both(left.known, right.known)
    if node.operator in ("+", "-"):
        turned = right if node.operator == "+" else Ends(right.high, right.low, right.known)
        low = _sum(work, node.operator, left.low, turned.low)
        return Ends(low, _sum(work, node.operator, left.high, turned.high), known)
    if node.operator == "/":
        right = _reciprocal(work, right)
        known = both(known, right.known)
    if left.low.number.low >= 0 and right.low.number.low >= 0:  # no row has a sign to choose by
        return Ends(
            _product(work, left.low, right.low), _product(work, left.high, right.high), known
        )
    return Ends(_corner(work, "min", left, right), _corner(work, "max", left, right), known)


def _sum(work: Work, operator: str, one: Exact, two: Exact) -> Exact:
    (a, b), per = over_one_denominator(work.watch, [one, two])
    return Exact(work.watch.plus(a, b) if operator == "+" else work.watch.minus(a, b), per, None)


def _product(work: Work, one: Exact, two: Exact) -> Exact:
    number = work.watch.times(one.number, two.number)
    return Exact(number, per_times(work.watch, one.per, two.per), None)


def _corner(work: Work, which: str, left: Ends, right: Ends) -> Exact:
    """The least or greatest product of a number of either side.

    Signs decide which ends to multiply; only where both sides reach beyond zero on both hands are
    two products compared, as that takes a common denominator, which easily leaves 64 bits.
    """
    zero, compared = constant(0), work.watch.compared
    if which == "max":  # the greatest is the least of the mirrored left side, mirrored back
        left = Ends(_mirrored(left.high), _mirrored(left.low), left.known)
    above = compared(np.greater_equal, left.low.number, zero)
    below = compared(np.less_equal, left.high.number, zero) & ~above
    upper = compared(np.greater_equal, right.low.number, zero)
    lower = compared(np.less_equal, right.high.number, zero) & ~upper
    one = _picked(work, (above & ~upper) | lower, left.high, left.low)
    two = _picked(work, above | (lower & ~below), right.low, right.high)
    least = _product(work, one, two)
    both_ways = ~(above | below | upper | lower)
    if both_ways.any():
        other = _product(work, left.high, right.low)
        nought = Exact(zero, constant(1), None)
        pair = [_picked(work, both_ways, each, nought) for each in (least, other)]
        least = _picked(work, both_ways, _best(work, "min", pair), least)
    return least if which == "min" else _mirrored(least)


def _mirrored(of: Exact) -> Exact:
    return Exact(negative(of.number), of.per, of.known)


def _reciprocal(work: Work, of: Ends) -> Ends:
    """1 / x between its ends; not known where zero lies between them."""
    watch, zero = work.watch, constant(0)
    if of.low.number.low > 0:
        return Ends(_turned(of.high), _turned(of.low), of.known)
    apart = watch.compared(np.greater, of.low.number, zero)
    apart |= watch.compared(np.less, of.high.number, zero)
    low = quotient(watch, of.high.per, of.high.number, None)
    high = quotient(watch, of.low.per, of.low.number, None)
    return Ends(low, high, both(of.known, apart))


def _turned(of: Exact) -> Exact:
    """1 / x where no row is zero or less."""
    return Exact(of.per, of.number, of.known)


def _best(work: Work, which: str, several: Sequence[Exact]) -> Exact:
    distinct = list({id(each): each for each in several}.values())
    return extreme(work, Extreme(which, (), ""), distinct) if len(distinct) > 1 else distinct[0]


def _extreme(work: Work, node: Extreme, parts: Sequence[Ends]) -> Ends:
    low = _best(work, node.which, [each.low for each in parts])
    high = _best(work, node.which, [each.high for each in parts])
    return Ends(low, high, _known(parts))


def _known(parts: Sequence[Ends]) -> Known:
    known: Known = None
    for each in parts:
        known = both(known, each.known)
    return known


def _round_down(work: Work, node: RoundDown, parts: Sequence[Ends]) -> Ends:
    of, unit = parts
    low = round_down(work, node, [of.low, unit.low])
    high = round_down(work, node, [of.high, unit.low])
    return Ends(low, high, both(_known(parts), both(low.known, high.known)))


def _branches(work: Work, node: By | Within, parts: Sequence[Ends]) -> Ends:
    """The branch of a known code, the hull of all branches of an unknown one."""
    selector = work.fact(node.code)
    place, listed = branch_of(work, node)
    low = _best(work, "min", [each.low for each in parts])
    high = _best(work, "max", [each.high for each in parts])
    known = listed if selector.known is None else listed | ~selector.known
    for at, part in enumerate(parts):
        here = listed & (place == at)
        low, high = _picked(work, here, part.low, low), _picked(work, here, part.high, high)
    return Ends(low, high, both(known, _known(parts)))


def _nearest(work: Work, node: Nearest, parts: Sequence[Ends]) -> Ends:
    (of,) = parts
    return Ends(nearest(work, node, [of.low]), nearest(work, node, [of.high]), of.known)


def _steps(work: Work, node: Steps, parts: Sequence[Ends]) -> Ends:
    """The hull of every value some number between the ends of the left side could reach."""
    of, *values = parts
    starts = [start for start, _ in node.steps]
    low: Exact | None = None
    high: Exact | None = None
    started: Bools | None = None
    for at, value in enumerate(values):
        begins = reaches(work.watch, of.high, starts[at - 1]) if at else None
        lasts = ~reaches(work.watch, of.low, starts[at]) if at < len(starts) else None
        here = both(begins, lasts)
        assert here is not None
        if low is None or high is None or started is None:
            low, high, started = value.low, value.high, here
            continue
        wider = _best(work, "min", [low, value.low]), _best(work, "max", [high, value.high])
        low = _picked(work, here & started, wider[0], _picked(work, here, value.low, low))
        high = _picked(work, here & started, wider[1], _picked(work, here, value.high, high))
        started |= here
    assert low is not None and high is not None
    return Ends(low, high, _known(parts))


def _unbound(work: Work, node: ArgumentRead | ParameterRead, parts: Sequence[Ends]) -> Ends:
    unbound(work, node, ())
    raise AssertionError


ENDS: Mapping[type[Node], EndsTwin] = {
    Literal: _literal,
    FactRead: _fact_read,
    ArgumentRead: _unbound,
    ParameterRead: _unbound,
    Negative: _negative,
    Arithmetic: _arithmetic,
    Extreme: _extreme,
    RoundDown: _round_down,
    By: _branches,
    Within: _branches,
    Nearest: _nearest,
    Steps: _steps,
}
