"""Where a line or a limit turns as one fact moves: candidate values, exact and few."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import Any

from kerong.rules.engine_1 import Plan, Result
from kerong.rules.engine_1.derived import derivations
from kerong.rules.engine_1.groups import Slot
from kerong.rules.engine_1.layout import LineLayout
from kerong.rules.formulas.crossings import NotSolvable, crossings
from kerong.rules.formulas.evaluate import evaluate
from kerong.rules.formulas.nodes import (
    ArgumentRead,
    Arithmetic,
    By,
    Extreme,
    FactRead,
    Node,
    ParameterRead,
    Steps,
    Within,
    facts_read,
    replaced,
    walk,
)
from kerong.rules.offering import MeasureValue
from kerong.rules.values import SCALE, Value, from_measured, measured
from kerong.rules.vocabulary import CODE, COUNT, DATE, FLAG, NUMERIC_TYPES, vocabulary


@dataclass(frozen=True, slots=True)
class Ground:
    """Facts as they stand, and the answer of a listing that runs alone on them."""

    plan: Plan
    result: Result
    facts: Mapping[str, Value | None]

    def levers(self, codes: Iterable[str]) -> frozenset[str]:
        """Changeable, known facts these facts rest on; a given derived fact rests on itself."""
        found: set[str] = set()
        words, known = vocabulary(), derivations()
        for code in codes:
            if code in self.plan.program.feeds and self.facts.get(code) is None:
                found |= self.levers(self.plan.program.feeds.reads(code, self.facts))
            elif code in known and self.facts.get(code) is None:
                found |= self.levers(known[code].reads)
            elif words.fact(code).changeable and self.facts.get(code) is not None:
                found.add(code)
        return frozenset(found)

    def of_line(self, line: LineLayout, fact: str) -> set[Value]:
        """Values of the fact next to each point where the line may turn."""
        kind = vocabulary().fact(fact).type
        if kind in (FLAG, CODE):
            return _choices(fact)
        if line.condition.left == fact and kind == DATE:
            return _beside(fact, {self._ask(ask, DATE) for ask in line.asked})
        node = self._left(line)
        if node is None:
            return _beside(fact, self._table_points(line.condition.left, fact))
        targets = [(node, self._ask(ask, line.condition.kind)) for ask in line.asked]
        measure = self._asked_measure(line)
        if measure is not None and fact in facts_read(measure):
            targets = [(Arithmetic("-", node, measure, node.kind), Fraction(0))]
        return self._beside_all(targets, fact)

    def of_limit(self, fact: str) -> set[Value]:
        """Values of the fact next to the points where the limit leaves zero."""
        formula = self.result.rules.offer.limit
        if formula is None or vocabulary().fact(fact).type not in NUMERIC_TYPES:
            return _choices(fact)
        node = self._expanded(formula.node)
        return self._beside_all([(node, Fraction(0)), (node, Fraction(1, 2))], fact)

    def of_points(self, node: Node, fact: str) -> set[Value]:
        """Values of the fact at which points of an indicator may change, and those next to it."""
        word = vocabulary().fact(fact)
        if word.type in (FLAG, CODE):
            return _choices(fact)
        targets: list[tuple[Node, Fraction | None]] = []
        expanded = self._expanded(node)
        for at in walk(expanded):
            if isinstance(at, Steps):
                targets += [(at.of, start) for start, _ in at.steps]
            if isinstance(at, Extreme):
                targets += [
                    (Arithmetic("-", *two, at.kind), Fraction(0)) for two in pairwise(at.of)
                ]
        found = self._beside_all([each for each in targets if fact in facts_read(each[0])], fact)
        now = self.facts[fact]
        if word.type == COUNT and now is not None:
            found |= _beside(fact, {natural(COUNT, now)})
        return found

    def _beside_all(self, targets: list[tuple[Node, Fraction | None]], fact: str) -> set[Value]:
        points: set[Fraction] = set()
        for node, target in targets:
            for code in facts_read(node):
                points |= self._table_points(code, fact)
            if target is None:
                continue
            try:
                points |= crossings(node, target, fact, self._read)
            except NotSolvable:
                continue
        return _beside(fact, points)

    def _left(self, line: LineLayout) -> Node | None:
        """The formula of the left side with derived facts written out; None for table look-ups."""
        name = line.condition.left
        measure = self.result.rules.measures.get(name)
        if measure is not None:
            return self._expanded(measure.node)
        if vocabulary().fact(name).type not in NUMERIC_TYPES:
            return None
        return self._expanded(FactRead(name, line.condition.kind, never_negative=False))

    def _asked_measure(self, line: LineLayout) -> Node | None:
        for ask in line.condition.asked:
            if isinstance(ask, MeasureValue):
                return self._expanded(self.result.rules.measures[ask.name].node)
        return None

    def _expanded(self, node: Node) -> Node:
        known = derivations()

        def written_out(code: str) -> Node | None:
            if self.facts.get(code) is not None:
                return None
            feeds = self.plan.program.feeds
            feed = feeds.chosen(code, self.facts) if code in feeds else None
            if feed is not None and not feed.codes:
                return feed.node
            return known[code].node if code in known else None

        return replaced(node, written_out)

    def _table_points(self, code: str, fact: str) -> set[Fraction]:
        """Size limits and stage amounts, for facts a table look-up reads."""
        known = derivations()
        if code not in known or known[code].compute is None or self.facts.get(code) is not None:
            return set()
        if code != "size_class" or fact not in known[code].reads:
            return set()
        industry = self.facts.get("industry_code")
        limit = self.plan.reference.size_limit(str(industry)) if industry is not None else None
        by_fact = {
            "employees": limit and limit.employees,
            "operating_revenue": limit and limit.revenue_fen,
            "total_assets": limit and limit.assets_fen,
        }
        return {Fraction(at) for at in by_fact.get(fact) or ()}

    def _ask(self, ask: Any, kind: str) -> Fraction | None:
        value = self.result.values[ask.at] if isinstance(ask, Slot) else ask
        return None if value is None else natural(kind, value)

    def _read(self, node: Node) -> Fraction | None:
        return evaluate(node, self._leaf)

    def _leaf(self, node: Node) -> Fraction | str | None:
        match node:
            case FactRead(code=code, kind=kind):
                value = self.result.value_of(code)
                return None if value is None else natural(kind, value)
            case By(code=code) | Within(code=code):
                value = self.result.value_of(code)
                return str(value).lower() if isinstance(value, bool) else value
            case ArgumentRead(name=name, kind=kind):
                given = self.result.listing.values.get(name)
                return None if given is None else natural(kind, given)
            case ParameterRead(name=name, kind=kind):
                return self.plan.parameter(self.result.rules, name, kind, self.result.on)
        return None


def natural(kind: str, value: Any) -> Fraction:
    """A value as formulas see it: fen, parts of one, points, heads; days for dates."""
    amount, per = measured(kind, value)
    return Fraction(amount, per * SCALE.get(kind, 1))


def _beside(fact: str, points: Iterable[Fraction | None]) -> set[Value]:
    """Whole values at and on both sides of each point, within the bounds of the fact."""
    word = vocabulary().fact(fact)
    scale = SCALE.get(word.type, 1)
    found: set[Value] = set()
    for point in points:
        if point is None:
            continue
        at = point * scale
        for amount in {ceil(at) - 1, ceil(at), floor(at), floor(at) + 1}:
            above = word.least is None or amount >= word.least
            if above and (word.most is None or amount <= word.most):
                found.add(from_measured(word.type, amount))
    return found


def _choices(fact: str) -> set[Value]:
    word = vocabulary().fact(fact)
    if word.type == FLAG:
        return {True, False}
    return set(word.choices)
