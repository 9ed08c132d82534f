"""A score 得分 as people and documents get it: value, ends, grade, and every indicator's part."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from kerong.kernel.ratios import round_half_up
from kerong.rules.engine_1 import Result
from kerong.rules.engine_1.missing import absent_facts, everything_read, in_order
from kerong.rules.engine_1.ranges import Ends, Unbounded, ends_of, fact_ends
from kerong.rules.formulas.nodes import FactRead, Literal, Node, ParameterRead, facts_read
from kerong.rules.scorecards.card import Indicator, Scorecard
from kerong.rules.values import POINT

MilliEnds = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Item:
    """What one indicator gave. Points are milli-points, exact; None is unknown.

    `low` and `high` are the ends its unknown facts leave, the points twice where they are known;
    `raw` is in memory form; `verified` covers the weight, the function and what it was read from.
    """

    indicator: Indicator
    raw: Any
    points: int | None
    low: int | None
    high: int | None
    most: int | None
    verified: bool
    missing: tuple[str, ...]


class Score:
    """The scorecard part of an answer; the engine has computed, this only reads it out."""

    def __init__(self, result: Result) -> None:
        card = result.rules.scorecard
        if card is None:
            raise ValueError(f"{result.rules.key} has no scorecard")
        self.result = result
        self.card: Scorecard = card

    @cached_property
    def value(self) -> int | None:
        """Milli-points after caps and vetoes."""
        return self._milli(self.card.value)

    @cached_property
    def ends(self) -> MilliEnds:
        """Least and most the value can be while facts are unknown, in milli-points."""
        if self.value is not None:
            return self.value, self.value
        ends = {item.indicator.code: (item.low, item.high) for item in self.items}
        try:
            low, high = ends_of(self.card.outer, lambda at: self._leaf(at, ends), self._chosen)
        except Unbounded:
            return None
        return _milli(low), _milli(high)

    @cached_property
    def grade(self) -> str | None:
        """The grade reached, after what vetoes leave; None while unknown or without grades."""
        if self.card.rank is None:
            return None
        rank = self.result.exact(self.card.rank)
        if rank is None:
            return None
        return self.card.grades[len(self.card.grades) - 1 - rank[0] // rank[1]].code

    @cached_property
    def items(self) -> tuple[Item, ...]:
        return tuple(self._item(indicator) for indicator in self.card.indicators)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Facts that would settle the value, the vetoes and the amount."""
        found = {fact for item in self.items for fact in item.missing}
        return in_order(found | set(self.result.missing))

    @property
    def verified(self) -> bool:
        """Whether the pack, every indicator and every line rest on verified readings."""
        return self.result.verified and all(item.verified for item in self.items)

    def points_at(self, at: int) -> int | None:
        """Milli-points of the indicator at this place, without reading out the others."""
        return self._milli(self.card.indicators[at].points)

    def group_points(self, code: str) -> int | None:
        """Milli-points of one group after its own cap."""
        group = next(each for each in self.card.groups if each.code == code)
        points = [item.points for item in self.items if item.indicator.group == code]
        known = [each for each in points if each is not None]
        if len(known) < len(points):
            return None
        whole = sum(known)
        if group.most is not None:
            whole = min(whole, _milli(group.most))
        return whole if group.least is None else max(whole, _milli(group.least))

    def _item(self, indicator: Indicator) -> Item:
        points = self._milli(indicator.points)
        low, high = (points, points) if points is not None else self._ends_of(indicator)
        read = (*facts_read(indicator.points), *facts_read(indicator.most))
        lacking = filter(self.result.lacks, read) if points is None else ()
        return Item(
            indicator=indicator,
            raw=self._raw(indicator),
            points=points,
            low=low,
            high=high,
            most=self._milli(indicator.most),
            verified=indicator.verified and not everything_read(read) & self.result.unverified,
            missing=in_order(absent_facts(lacking, self.result.facts)),
        )

    def _ends_of(self, indicator: Indicator) -> tuple[int | None, int | None]:
        """From the formula, or the whole span of the indicator where that has no ends."""
        try:
            low, high = self._walked(indicator.points)
        except Unbounded:
            try:
                low, high = min(indicator.least, Fraction(0)), self._walked(indicator.most)[1]
            except Unbounded:
                return None, None
        return _milli(low), _milli(high)

    def _walked(self, node: Node) -> Ends:
        return ends_of(node, lambda at: self._leaf(at, {}), self._chosen)

    def _leaf(self, node: Node, items: dict[str, tuple[int | None, int | None]]) -> Ends:
        if isinstance(node, FactRead) and node.code in items:
            low, high = items[node.code]
            if low is None or high is None:
                raise Unbounded
            return Fraction(low, POINT), Fraction(high, POINT)
        if isinstance(node, FactRead):
            return fact_ends(node.code, node.kind, self.result.value_of(node.code))
        if isinstance(node, ParameterRead):
            value = self.result.parameter(node.name, node.kind)
            if value is None:
                raise Unbounded
            return value, value
        raise TypeError(type(node).__name__)

    def _chosen(self, code: str) -> Any:
        return self.result.value_of(code)

    def _raw(self, indicator: Indicator) -> Any:
        if indicator.raw_node is not None:
            return self.result.exact(indicator.raw_node)
        return self.result.value_of(indicator.raw)

    def _milli(self, node: Node) -> int | None:
        if isinstance(node, Literal):
            return _milli(node.value)
        pair = self.result.exact(node)
        return None if pair is None else _milli(Fraction(*pair))


def _milli(points: Fraction) -> int:
    """Whole milli-points; what indicators and the value give is whole already."""
    return round_half_up(points * POINT)
