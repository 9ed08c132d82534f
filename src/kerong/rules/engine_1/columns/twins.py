"""The column twin of every formula node: one table, so that a node without a twin is noticed.

A twin gets the columns of `children(node)` in that order. Unknown is strict: a row is known where
every part is. What a row holds where it is unknown means nothing, but never leaves its bounds.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.exact import (
    Column,
    Exact,
    Words,
    both,
    known_together,
    nowhere,
    of_fraction,
    over_one_denominator,
    per_times,
    quotient,
    rounded,
)
from kerong.rules.engine_1.columns.placed import reaches
from kerong.rules.engine_1.columns.whole import Bools, Watch, Whole, constant
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


class Work(Protocol):
    """What a twin may ask of the block it works on."""

    watch: Watch

    def fact(self, code: str) -> Column:
        """The column of a fact, given or derived."""


Twin = Callable[[Work, Any, Sequence[Exact]], Exact]


def literal(work: Work, node: Literal, parts: Sequence[Exact]) -> Exact:
    return of_fraction(node.value)


def fact_read(work: Work, node: FactRead, parts: Sequence[Exact]) -> Exact:
    found = work.fact(node.code)
    if isinstance(found, Words):
        raise TypeError(f"{node.code} is no number")
    return found


def unbound(work: Work, node: ArgumentRead | ParameterRead, parts: Sequence[Exact]) -> Exact:
    """Listing numbers and parameters are written into a formula before it meets columns."""
    raise ValueError(f"{node.name} has not been bound")


def negated(work: Work, node: Negative, parts: Sequence[Exact]) -> Exact:
    (of,) = parts
    return Exact(work.watch.minus(constant(0), of.number), of.per, of.known)


def arithmetic(work: Work, node: Arithmetic, parts: Sequence[Exact]) -> Exact:
    watch = work.watch
    left, right = parts
    known = both(left.known, right.known)
    if node.operator == "*":
        number = watch.times(left.number, right.number)
        return Exact(number, per_times(watch, left.per, right.per), known)
    if node.operator == "/":
        number = watch.times(left.number, right.per)
        return quotient(watch, number, watch.times(right.number, left.per), known)
    (one, two), per = over_one_denominator(watch, parts)
    apply = watch.plus if node.operator == "+" else watch.minus
    return Exact(apply(one, two), per, known)


def extreme(work: Work, node: Extreme, parts: Sequence[Exact]) -> Exact:
    watch = work.watch
    (best, *rest), per = over_one_denominator(watch, parts)
    for number in rest:
        best = watch.least(best, number) if node.which == "min" else watch.most(best, number)
    return Exact(best, per, known_together(parts))


def round_down(work: Work, node: RoundDown, parts: Sequence[Exact]) -> Exact:
    """Units are numbers of the text or of a listing: the same in every row."""
    watch = work.watch
    of, unit = parts
    if unit.number.low <= 0:
        return nowhere(watch.rows)
    number = watch.times(of.number, unit.per)
    units = watch.over(number, per_times(watch, unit.number, of.per))
    return Exact(watch.times(units, unit.number), unit.per, both(of.known, unit.known))


def branches(work: Work, node: By | Within, parts: Sequence[Exact]) -> Exact:
    watch = work.watch
    numbers, per = over_one_denominator(watch, parts)
    place, listed = branch_of(work, node)
    chosen = numbers[0]
    for at, number in enumerate(numbers[1:], start=1):
        chosen = watch.either(place == at, number, chosen)
    return Exact(chosen, per, both(listed, known_together(parts)))


def branch_of(work: Work, node: By | Within) -> tuple[NDArray[np.int16], Bools]:
    """Which branch each row takes, and whether its code is known and has one."""
    selector = work.fact(node.code)
    if isinstance(selector, Exact):
        raise TypeError(f"{node.code} is no code")
    names = [name for name, _ in node.branches]
    match = str.startswith if isinstance(node, Within) else str.__eq__
    found = [
        next((at for at, name in enumerate(names) if match(word, name)), -1)
        for word in map(word_of, selector.words)
    ]
    place = selector.looked_up(found, np.int16)
    known = both(selector.known, place >= 0)
    assert known is not None
    return place, known


def word_of(value: Any) -> str:
    """The name of a branch: flags are called true and false."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def nearest(work: Work, node: Nearest, parts: Sequence[Exact]) -> Exact:
    (of,) = parts
    return Exact(rounded(work.watch, of, node.per), constant(node.per), of.known)


def steps(work: Work, node: Steps, parts: Sequence[Exact]) -> Exact:
    watch = work.watch
    of, *values = parts
    numbers, per = over_one_denominator(watch, values)
    chosen: Whole = numbers[0]
    for (start, _), number in zip(node.steps, numbers[1:], strict=True):
        chosen = watch.either(reaches(watch, of, start), number, chosen)
    return Exact(chosen, per, known_together(parts))


TWINS: Mapping[type[Node], Twin] = {
    Literal: literal,
    FactRead: fact_read,
    ArgumentRead: unbound,
    ParameterRead: unbound,
    Negative: negated,
    Arithmetic: arithmetic,
    Extreme: extreme,
    RoundDown: round_down,
    By: branches,
    Within: branches,
    Nearest: nearest,
    Steps: steps,
}
