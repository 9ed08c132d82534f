"""Questions of a plan put to a block: which rows fail each, which rows cannot answer it.

One table from the groups of the scalar engine to their column twins. Masks are packed, eight rows
a byte, so that joining hundreds of lines costs little. Each is packed before the next is made, so
that what a question works on stays in the cache.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.exact import Column, Exact, Known, Words, both, of_fraction
from kerong.rules.engine_1.columns.placed import SURE, placed
from kerong.rules.engine_1.columns.whole import Bools, Watch, Whole, constant
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
Placing = NDArray[Any]  # whole numbers of units, as integers or floats
Judged = tuple[Iterable[Packed], Known]  # rows that fail each criterion, rows that can answer


class Slots(Protocol):
    """What a question may ask of the block."""

    watch: Watch

    def slot(self, at: int) -> Column:
        """The column of a numbered slot: a fact, a measure, the day."""


def packed(rows: Bools) -> Packed:
    return np.packbits(rows)


_NARROW = [(kind, int(np.iinfo(kind).max)) for kind in (np.int8, np.int16, np.int32)]
_MOST_KINDS = 64  # of words with the same answers; beyond, looking up each question costs less

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
        return [
            packed(np.full(slots.watch.rows, failing(at, ask))) for ask in group.asks
        ], seen.known
    at = _narrow(at, seen.number) if len(group.asks) > 1 else at
    return (packed(failing(at, ask)) for ask in group.asks), seen.known


def _narrow(at: Placing, number: Whole) -> Placing:
    """Whole numbers in as few bytes as they need: several comparisons then read less."""
    if at is not number.at:
        return at
    for kind, most in _NARROW:
        if -most <= number.low and number.high <= most:
            return at.astype(kind)
    return at


def _one_by_one(slots: Slots, group: Ladder, seen: Exact, scale: int) -> list[Packed]:
    """Thresholds beyond what floats hold exactly: compared by multiplying out."""
    watch = slots.watch
    units = watch.times(seen.number, constant(scale))
    _, failing = _FAILS[group.operator]
    return [
        packed(watch.compared(failing, units, watch.times(constant(ask), seen.per)))
        for ask in group.asks
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
    tables = [[(word in ask) is not wanted for word in seen.words] for ask in group.asks]
    return _by_word(seen, tables), seen.known


def prefix(slots: Slots, group: Prefix) -> Judged:
    seen = _words(slots.slot(group.slot))
    tables = [[not word.startswith(ask) for word in seen.words] for ask in group.asks]
    return _by_word(seen, tables), seen.known


def _by_word(seen: Words, tables: Sequence[Sequence[bool]]) -> Iterator[Packed]:
    """For each table, which says of every word whether it fails, the rows that fail.

    Words that fail the same questions are one kind: the rows of each kind are looked for once, and
    each question joins the rows of the kinds that fail it.
    """
    kinds: dict[tuple[bool, ...], int] = {}
    kind_of = [kinds.setdefault(each, len(kinds)) for each in zip(*tables, strict=True)]
    if len(kinds) > _MOST_KINDS:
        yield from (packed(seen.looked_up(table, bool)) for table in tables)
        return
    places = seen.looked_up(kind_of, np.uint8) if len(kinds) < len(seen.words) else seen.places
    rows = [packed(places == kind) for kind in kinds.values()]
    nowhere = np.zeros(-(-len(places) // 8), dtype=np.uint8)
    for at in range(len(tables)):
        own = [rows[kind] for fails, kind in kinds.items() if fails[at]]
        yield np.bitwise_or.reduce(own, axis=0) if own else nowhere


def presence(slots: Slots, group: Presence) -> Judged:
    """The one question an unknown value answers."""
    known = slots.slot(group.slot).known
    nobody = np.zeros(slots.watch.rows, dtype=bool)
    return [packed(nobody if known is None else ~known)], None


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
            nobody = np.zeros(watch.rows, dtype=bool)
            return [packed(nobody)], nobody
        value = _number(slots.slot(ask.at)) if isinstance(ask, Slot) else _asked(group, ask)
        asks.append(value)
        known = both(known, value.known)
    return [packed(~_met(watch, group.operator, seen, asks))], known


def _dated_words(slots: Slots, group: Single, seen: Words) -> Judged:
    """Codes asked by a parameter without a value on the day: nobody can answer."""
    nobody = np.zeros(slots.watch.rows, dtype=bool)
    if group.asks != (None,) * len(group.asks):
        raise TypeError("codes are compared by choice")
    return [packed(nobody)], nobody


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
