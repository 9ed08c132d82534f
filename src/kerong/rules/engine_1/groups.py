"""Conditions side by side: all lines that put the same question to the same slot, judged at once.

A group holds its criteria in a fixed order. Judging one firm appends one cell a criterion
(outcome, seen, distance) and returns two masks: which criteria fail, which are unknown. Cells are
appended one by one: measured, that beats building a list to extend with.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Any

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
from kerong.rules.values import SCALE, Pair, measured

MEETS, UNKNOWN, FAILS = 0, 1, 2
OUTCOMES = ("meets", "unknown", "fails")
Cell = tuple[int, Any, Any]
Masks = Pair


@dataclass(frozen=True, slots=True)
class Slot:
    """What is asked stands in a slot of the values: a measure, or the day of the decision."""

    at: int


class Ladder:
    """at_least, at_most, more_than, less_than, before, after: thresholds in rising order.

    Where the firm stands on the ladder decides every criterion at once. A value between two whole
    units is placed by its floor or ceiling, which is exact because thresholds are whole units.
    """

    __slots__ = (
        "_after",
        "_before",
        "_by_floor",
        "_fails",
        "_scale",
        "asks",
        "every",
        "kind",
        "operator",
        "slot",
    )

    def __init__(self, slot: int, operator: str, kind: str, asks: list[int], first: int) -> None:
        self.slot = slot
        self.operator = operator
        self.kind = kind
        self.asks = asks
        self.every = _bits(first, len(asks))
        rising = operator in (AT_LEAST, MORE_THAN, AFTER)
        self._by_floor = operator in (AT_LEAST, LESS_THAN, BEFORE)
        self._before, self._after = (MEETS, FAILS) if rising else (FAILS, MEETS)
        self._scale = SCALE.get(kind, 1)
        reached = [_bits(first, at) for at in range(len(asks) + 1)]
        self._fails = [self.every ^ mask for mask in reached] if rising else reached

    def judge(self, values: Any, cells: list[Cell]) -> Masks:
        seen = values[self.slot]
        asks = self.asks
        if seen is None:
            cells.extend([(UNKNOWN, None, None)] * len(asks))
            return 0, self.every
        if type(seen) is tuple:
            return self._judge_pair(seen, cells), 0
        value = seen if type(seen) is int else seen.toordinal()
        at = bisect_right(asks, value) if self._by_floor else bisect_left(asks, value)
        before, after = self._before, self._after
        for ask in asks[:at]:
            cells.append((before, seen, ask - value))
        for ask in asks[at:]:
            cells.append((after, seen, ask - value))
        return self._fails[at], 0

    def _judge_pair(self, seen: Pair, cells: list[Cell]) -> int:
        asks, scale = self.asks, self._scale
        number, per = seen[0] * scale, seen[1]
        if self._by_floor:
            at = bisect_right(asks, number // per)
        else:
            at = bisect_left(asks, -(-number // per))
        before, after, unit = self._before, self._after, per * scale
        for ask in asks[:at]:
            cells.append((before, seen, (ask * per - number, unit)))
        for ask in asks[at:]:
            cells.append((after, seen, (ask * per - number, unit)))
        return self._fails[at]


class Choice:
    """is, is_not, in, not_in on codes and flags: each criterion is a set of accepted values."""

    __slots__ = ("_masks", "_otherwise", "_wanted", "asks", "every", "operator", "slot")

    def __init__(self, slot: int, operator: str, asks: list[frozenset[Any]], first: int) -> None:
        self.slot = slot
        self.operator = operator
        self.asks = asks
        self.every = _bits(first, len(asks))
        self._wanted = operator in (IS, IN)
        self._otherwise = self.every if self._wanted else 0
        self._masks: dict[Any, int] = {}
        for value in frozenset().union(*asks):
            held = sum(1 << first + at for at, ask in enumerate(asks) if value in ask)
            self._masks[value] = self.every ^ held if self._wanted else held

    def judge(self, values: Any, cells: list[Cell]) -> Masks:
        seen = values[self.slot]
        if seen is None:
            cells.extend([(UNKNOWN, None, None)] * len(self.asks))
            return 0, self.every
        inside, outside = (MEETS, seen, None), (FAILS, seen, None)
        if not self._wanted:
            inside, outside = outside, inside
        for ask in self.asks:
            cells.append(inside if seen in ask else outside)
        return self._masks.get(seen, self._otherwise), 0


class Prefix:
    """within: each criterion is a tuple of code prefixes."""

    __slots__ = ("_bits", "asks", "every", "slot")

    def __init__(self, slot: int, asks: list[tuple[str, ...]], first: int) -> None:
        self.slot = slot
        self.asks = asks
        self.every = _bits(first, len(asks))
        self._bits = [1 << first + at for at in range(len(asks))]

    def judge(self, values: Any, cells: list[Cell]) -> Masks:
        seen = values[self.slot]
        if seen is None:
            cells.extend([(UNKNOWN, None, None)] * len(self.asks))
            return 0, self.every
        met, failed = (MEETS, seen, None), (FAILS, seen, None)
        fails = 0
        for ask, bit in zip(self.asks, self._bits, strict=True):
            if seen.startswith(ask):
                cells.append(met)
            else:
                cells.append(failed)
                fails |= bit
        return fails, 0


class Presence:
    """known: the value is there. The one question an unknown value answers."""

    __slots__ = ("every", "slot")

    def __init__(self, slot: int, first: int) -> None:
        self.slot = slot
        self.every = _bits(first, 1)

    def judge(self, values: Any, cells: list[Cell]) -> Masks:
        seen = values[self.slot]
        cells.append((FAILS if seen is None else MEETS, seen, None))
        return (self.every if seen is None else 0), 0


class Single:
    """Everything else, one criterion: between, equality of numbers, asks known only at run time.

    An ask is a pair in the unit of comparison, the Slot of a measure or of today, or None for a
    parameter that has no value on the day.
    """

    __slots__ = ("asks", "every", "kind", "operator", "slot")

    def __init__(
        self, slot: int, operator: str, kind: str, asks: tuple[Pair | Slot | None, ...], first: int
    ) -> None:
        self.slot = slot
        self.operator = operator
        self.kind = kind
        self.asks = asks
        self.every = _bits(first, 1)

    def judge(self, values: Any, cells: list[Cell]) -> Masks:
        seen = values[self.slot]
        asks = [self._ask(ask, values) for ask in self.asks]
        known = [ask for ask in asks if ask is not None]
        if seen is None or len(known) < len(asks):
            cells.append((UNKNOWN, seen, None))
            return 0, self.every
        met, distance = compare(self.operator, measured(self.kind, seen), known)
        cells.append((MEETS if met else FAILS, seen, self._natural(seen, distance)))
        return (0 if met else self.every), 0

    def _ask(self, ask: Pair | Slot | None, values: Any) -> Pair | None:
        if not isinstance(ask, Slot):
            return ask
        value = values[ask.at]
        return None if value is None else measured(self.kind, value)

    def _natural(self, seen: Any, distance: Pair) -> int | Pair:
        """Whole stored units where both sides are whole, else a pair in natural units."""
        number, per = distance
        if type(seen) is tuple or per != 1:
            return number, per * SCALE.get(self.kind, 1)
        return number


def compare(operator: str, seen: Pair, asks: list[Pair]) -> tuple[bool, Pair]:
    """Outcome of one comparison by cross-multiplying, and asked − seen as a pair."""
    number, per = seen
    low = asks[0][0] * per - number * asks[0][1]
    distance = (low, asks[0][1] * per)
    if operator == BETWEEN:
        high = asks[1][0] * per - number * asks[1][1]
        if low > 0:
            return False, distance
        return high >= 0, ((high, asks[1][1] * per) if high < 0 else (0, 1))
    if operator == IS:
        return low == 0, distance
    if operator == IS_NOT:
        return low != 0, distance
    if operator in (AT_LEAST, AT_MOST):
        return (low <= 0 if operator == AT_LEAST else low >= 0), distance
    return (low < 0 if operator in (MORE_THAN, AFTER) else low > 0), distance


def _bits(first: int, count: int) -> int:
    return ((1 << count) - 1) << first


Group = Ladder | Choice | Prefix | Presence | Single
LADDER_OPERATORS = frozenset({AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN, BEFORE, AFTER})
