"""Near misses: products that a firm misses by little, and the change that would turn them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kerong.rules.change import MOST_FACTS, Move, smallest_change
from kerong.rules.engine_1 import LIMIT, Line, Plan, Result
from kerong.rules.engine_1.missing import everything_read, facts_of_line
from kerong.rules.offering import OfferingRules
from kerong.rules.values import Value
from kerong.rules.vocabulary import vocabulary

NEAR = 2  # requirements short for which a document searches; a product's own page goes to FAR
FAR = MOST_FACTS
MOST_KEPT = 20_000

Facts = Mapping[str, Value | None]
Change = tuple[Move, ...] | None


class Changes:
    """The smallest changes of one plan and day, kept by the facts each listing reads.

    So an edit on the page searches again only for listings that look at what was edited.
    """

    def __init__(self, plan: Plan, on: date) -> None:
        self._plan = plan
        self._on = on
        self._kept: dict[tuple[Any, ...], Change] = {}
        self._reads: dict[int, tuple[str, ...]] = {}
        self._movable: dict[tuple[str, str], bool] = {}

    def of(self, result: Result, lines: Sequence[Line], facts: Facts, most: int = NEAR) -> Change:
        """The change for a product short of `meets` by at most `most` requirements, else None."""
        if result.outcome == "meets":
            return None
        short = self.requirements_short(result, lines)
        if short is None or not 0 < short <= most:
            return None
        key = (result.index, *(facts.get(code) for code in self._facts_of(result)))
        if key not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept = {}
            self._kept[key] = smallest_change(self._plan, facts, self._on, result.listing.code)
        return self._kept[key]

    def requirements_short(self, result: Result, lines: Sequence[Line]) -> int | None:
        """How many lines are in the way on the shortest route, alternatives counting as one.

        A limit of nothing is in the way of every route. None where each route has a line that is
        unknown, or rests on nothing that a firm can change.
        """
        limit = [line for line in lines if line.key == LIMIT]
        routes = [route.key for route in result.layout.routes] or [""]
        counts = [
            self._short_on_route(
                result.rules, [*(line for line in lines if line.route == route), *limit]
            )
            for route in routes
        ]
        return min((count for count in counts if count is not None), default=None)

    def _short_on_route(self, rules: OfferingRules, lines: Sequence[Line]) -> int | None:
        settled = {line.any_of for line in lines if line.outcome == "meets"} - {0}
        hopeful: dict[object, bool] = {}
        for line in lines:
            if line.outcome == "meets" or line.any_of in settled:
                continue
            name = line.any_of or line.key
            can = line.outcome == "fails" and self._is_movable(rules, line.key)
            hopeful[name] = hopeful.get(name, False) or can
        return len(hopeful) if all(hopeful.values()) else None

    def _facts_of(self, result: Result) -> tuple[str, ...]:
        if result.index not in self._reads:
            self._reads[result.index] = result.reads
        return self._reads[result.index]

    def _is_movable(self, rules: OfferingRules, key: str) -> bool:
        if (rules.key, key) not in self._movable:
            self._movable[rules.key, key] = key == LIMIT or _rests_on_changeable(rules, key)
        return self._movable[rules.key, key]


def _rests_on_changeable(rules: OfferingRules, key: str) -> bool:
    words = vocabulary()
    read = everything_read(facts_of_line(rules, rules.condition(key)))
    return any(words.fact(code).changeable for code in read)
