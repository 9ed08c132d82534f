"""Questions of a plan put to a block: which rows fail each, which rows cannot answer it.

One table from the groups of the scalar engine to their column twins. Masks are packed, eight rows
a byte, so that joining hundreds of lines costs little.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.exact import Column, Exact, Known, Words, both, of_fraction
from kerong.rules.engine_1.columns.placed import SURE, placed
from kerong.rules.engine_1.columns.whole import Bools, Watch, constant
from kerong.rules.engine_1.groups import Choice, Group, Ladder, Prefix, Presence, Single, Slot
from kerong.rules.operators import (
    AFTER,
    AT_LEAST,
    AT_MOST,
    BEFORE,
    BETWEEN,
    IN,
    IS,
    IS_NOT,
    LESS_THAN,
    MORE_THAN,
)
from kerong.rules.values import SCALE

Packed = NDArray[np.uint8]
Judged = tuple[Sequence[Bools], Known]  # rows that fail each criterion, rows that can answer


class Slots(Protocol):
    """What a question may ask of the block."""

    watch: Watch

    def slot(self, at: int) -> Column:
        """The column of a numbered slot: a fact, a measure, the day."""


def packed(rows: Bools) -> Packed:
    return np.packbits(rows)


_FAILS: Mapping[str, tuple[bool, Callable[[Any, int], Any]]] = {
    # whether the floor decides (else the ceiling), and when a value fails
    AT_LEAST: (True, np.less),
    LESS_THAN: (True, np.greater_equal),
    BEFORE: (True, np.greater_equal),
    AT_MOST: (False, np.greater),
    MORE_THAN: (False, np.less_equal),
    AFTER: (False, np.less_equal),
}


def ladder(slots: Slots, group: Ladder) -> Judged:
    """Thresholds in rising order on one fact: placed once, then compared with each."""
    seen = _number(slots.slot(group.slot))
    scale = SCALE.get(group.kind, 1)
    by_floor, failing = _FAILS[group.operator]
    if _too_large(slots, seen) or max(map(abs, group.asks)) >= SURE:
        return _one_by_one(slots, group, seen, scale), seen.known
    where = placed(seen, scale, slots.watch.rows)
    at = where.floor if by_floor else where.ceiling
    if isinstance(at, int):
        return [np.full(slots.watch.rows, failing(at, ask)) for ask in group.asks], seen.known
    return [failing(at, ask) for ask in group.asks], seen.known


def _one_by_one(slots: Slots, group: Ladder, seen: Exact, scale: int) -> list[Bools]:
    """Thresholds beyond what floats hold exactly: compared by multiplying out."""
    watch = slots.watch
    units = watch.times(seen.number, constant(scale))
    _, failing = _FAILS[group.operator]
    return [
        watch.compared(failing, units, watch.times(constant(ask), seen.per)) for ask in group.asks
    ]


def _too_large(slots: Slots, seen: Exact) -> bool:
    """A constant no 64 bits hold: every row is answered one by one."""
    if seen.number.fits and seen.per.fits:
        return False
    slots.watch.all_escaped()
    return True


def choice(slots: Slots, group: Choice) -> Judged:
    seen = _words(slots.slot(group.slot))
    wanted = group.operator in (IS, IN)
    fails = []
    for ask in group.asks:
        table = [(word in ask) is not wanted for word in seen.words]
        fails.append(seen.looked_up(table, bool))
    return fails, seen.known


def prefix(slots: Slots, group: Prefix) -> Judged:
    seen = _words(slots.slot(group.slot))
    fails = [
        seen.looked_up([not word.startswith(ask) for word in seen.words], bool)
        for ask in group.asks
    ]
    return fails, seen.known


def presence(slots: Slots, group: Presence) -> Judged:
    """The one question an unknown value answers."""
    known = slots.slot(group.slot).known
    return [np.zeros(slots.watch.rows, dtype=bool) if known is None else ~known], None


def single(slots: Slots, group: Single) -> Judged:
    """One comparison with what only the block knows, or with an amount that must be met exactly."""
    watch = slots.watch
    column = slots.slot(group.slot)
    if isinstance(column, Words):
        return _dated_words(slots, group, column)
    seen = _number(column)
    known = seen.known
    asks: list[Exact] = []
    for ask in group.asks:
        if ask is None:
            return [np.zeros(watch.rows, dtype=bool)], np.zeros(watch.rows, dtype=bool)
        value = _number(slots.slot(ask.at)) if isinstance(ask, Slot) else _asked(group, ask)
        asks.append(value)
        known = both(known, value.known)
    return [~_met(watch, group.operator, seen, asks)], known


def _dated_words(slots: Slots, group: Single, seen: Words) -> Judged:
    """Codes asked by a parameter without a value on the day: nobody can answer."""
    nobody = np.zeros(slots.watch.rows, dtype=bool)
    if group.asks != (None,) * len(group.asks):
        raise TypeError("codes are compared by choice")
    return [nobody], nobody


def _asked(group: Single, ask: tuple[int, int]) -> Exact:
    return of_fraction(Fraction(ask[0], ask[1] * SCALE.get(group.kind, 1)))


def _met(watch: Watch, operator: str, seen: Exact, asks: Sequence[Exact]) -> Bools:
    def compared(operation: Any, ask: Exact) -> Bools:
        one = watch.times(seen.number, ask.per)
        return watch.compared(operation, one, watch.times(ask.number, seen.per))

    if operator == BETWEEN:
        return compared(np.greater_equal, asks[0]) & compared(np.less_equal, asks[1])
    if operator in (IS, IS_NOT):
        return compared(np.equal if operator == IS else np.not_equal, asks[0])
    return ~compared(_FAILS[operator][1], asks[0])


def _number(column: Column) -> Exact:
    if isinstance(column, Words):
        raise TypeError("a code stands where a number is compared")
    return column


def _words(column: Column) -> Words:
    if isinstance(column, Exact):
        raise TypeError("a number stands where a code is compared")
    return column


CRITERIA: Mapping[type[Group], Callable[[Any, Any], Judged]] = {
    Ladder: ladder,
    Choice: choice,
    Prefix: prefix,
    Presence: presence,
    Single: single,
}
