"""How low and how high an amount can be while facts are unknown: interval arithmetic from bounds.

Most formulas rise or fall steadily in every fact, so the ends are the compiled formula at two
corners. Any other formula is walked with intervals of exact fractions; both give the same ends.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from kerong.kernel.ratios import MILLION, round_half_up
from kerong.rules.engine_1.emit import PER
from kerong.rules.engine_1.program import MeasureKey, OfferCode, nearest
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
from kerong.rules.formulas.signs import UP
from kerong.rules.values import POINT
from kerong.rules.vocabulary import POINTS, RATIO, vocabulary

Slots = Mapping[str | MeasureKey, int]
Ends = tuple[Fraction, Fraction]
Range = tuple[int, int] | None


class Unbounded(Exception):
    """No ends follow from the bounds: a divisor may be zero, a code has no branch."""


def ranges(
    code: OfferCode,
    values: Sequence[Any],
    rows: Sequence[tuple[Any, ...]],
    slots: Slots,
) -> list[Range]:
    """(low, high) a row in the unit of the amount, None where no ends follow."""
    unknown = [fact for fact in code.facts if values[slots[fact]] is None]
    if not unknown:
        return [None] * len(rows)
    ways = code.ways
    if not all(fact in ways for fact in unknown):
        return [walked(code, values, row, slots) for row in rows]
    low, high = list(values), list(values)
    for fact in unknown:
        least, most = bounds(fact)
        rises = ways[fact] == UP
        low[slots[fact]], high[slots[fact]] = (least, most) if rises else (most, least)
    lows, highs = code.run(low, rows), code.run(high, rows)
    return [
        None if least is None or most is None else (least, most)
        for least, most in zip(lows, highs, strict=True)
    ]


def bounds(code: str) -> tuple[Any, Any]:
    """Least and most value of a fact as held in memory."""
    fact = vocabulary().fact(code)
    if fact.type == RATIO:
        return (fact.least, MILLION), (fact.most, MILLION)
    return fact.least, fact.most


def walked(code: OfferCode, values: Sequence[Any], row: tuple[Any, ...], slots: Slots) -> Range:
    """The ends of one row by intervals, whatever the formula."""
    if None in row:
        return None
    given = dict(zip((*code.arguments, *(f"@{p}" for p in code.parameters)), row, strict=True))

    def leaf(at: Node) -> Ends:
        match at:
            case FactRead(code=fact, kind=kind):
                return fact_ends(fact, kind, values[slots[fact]])
            case ArgumentRead(name=name, kind=kind):
                value = Fraction(given[name], PER[kind])
            case ParameterRead(name=name, kind=kind):
                value = Fraction(given[f"@{name}"], PER[kind])
            case _:
                raise TypeError(type(at).__name__)
        return value, value

    try:
        low, high = ends_of(code.node, leaf, lambda fact: values[slots[fact]])
    except Unbounded:
        return None
    low, high = low * code.scale, high * code.scale
    return nearest(low.numerator, low.denominator), nearest(high.numerator, high.denominator)


def ends_of(node: Node, leaf: Callable[[Node], Ends], chosen: Callable[[str], Any]) -> Ends:
    """Least and most a formula can be; `leaf` gives the ends of what is read, `chosen` the code
    or flag of a selector, None where unknown. Raises Unbounded."""

    def ends(at: Node) -> Ends:
        return ends_of(at, leaf, chosen)

    match node:
        case Literal(value=value):
            return value, value
        case FactRead() | ArgumentRead() | ParameterRead():
            return leaf(node)
        case Negative(of=of):
            low, high = ends(of)
            return -high, -low
        case Arithmetic(operator=operator, left=left, right=right):
            return _arithmetic(operator, ends(left), ends(right))
        case Extreme(which=which, of=of):
            lows, highs = zip(*(ends(at) for at in of), strict=True)
            return (min(lows), min(highs)) if which == "min" else (max(lows), max(highs))
        case RoundDown(of=of, unit=unit):
            step = ends(unit)[0]
            if step <= 0:
                raise Unbounded
            low, high = ends(of)
            return low // step * step, high // step * step
        case Nearest(of=of, per=per):
            low, high = ends(of)
            return Fraction(round_half_up(low * per), per), Fraction(round_half_up(high * per), per)
        case By(code=code, branches=branches):
            known = chosen(code)
            word = str(known).lower() if isinstance(known, bool) else known
            return _branch([(name == word, ends(part)) for name, part in branches], known)
        case Within(code=code, branches=branches):
            known = chosen(code)
            begins = str(known).startswith
            return _branch([(begins(name), ends(part)) for name, part in branches], known)
        case Steps(of=of, below=below, steps=steps):
            return _step_ends(ends(of), ends(below), [(at, ends(value)) for at, value in steps])


def fact_ends(code: str, kind: str, value: Any) -> Ends:
    """A known value twice, or the bounds of an unknown fact, in natural units."""
    low, high = (value, value) if value is not None else bounds(code)
    if kind == RATIO:
        return Fraction(*low), Fraction(*high)
    per = POINT if kind == POINTS else 1
    return Fraction(low, per), Fraction(high, per)


def _arithmetic(operator: str, left: Ends, right: Ends) -> Ends:
    if operator == "+":
        return left[0] + right[0], left[1] + right[1]
    if operator == "-":
        return left[0] - right[1], left[1] - right[0]
    if operator == "/":
        if right[0] <= 0 <= right[1]:
            raise Unbounded
        right = (1 / right[1], 1 / right[0])
    corners = [one * other for one in left for other in right]
    return min(corners), max(corners)


def _branch(branches: list[tuple[bool, Ends]], known: Any) -> Ends:
    """The first branch that fits; every branch may come while the code is unknown."""
    if known is None:
        return _hull([ends for _, ends in branches])
    return _hull([ends for fits, ends in branches if fits][:1])


def _step_ends(of: Ends, below: Ends, steps: list[tuple[Fraction, Ends]]) -> Ends:
    """The hull of every value some number between the ends could reach."""
    starts = [None, *(start for start, _ in steps)]
    values = [below, *(ends for _, ends in steps)]
    reached = []
    for at, (start, ends) in enumerate(zip(starts, values, strict=True)):
        following = starts[at + 1] if at + 1 < len(starts) else None
        begins = start is None or start <= of[1]
        lasts = following is None or of[0] < following
        if begins and lasts:
            reached.append(ends)
    return _hull(reached)


def _hull(several: list[Ends]) -> Ends:
    if not several:
        raise Unbounded
    return min(low for low, _ in several), max(high for _, high in several)
