"""The smallest change 最小改变: what a firm would have to move for a listing to turn to `meets`.

Fewest facts first, then the smallest relative move, then the order of the vocabulary; at most
three facts, and only such as a firm can change. Values come from the exact points where a line or
the limit turns, and every answer has been run before it is given. The work is bounded: a search
that would exceed it ends without an answer, as the smallest of a part need not be the smallest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations, islice, permutations, product
from typing import Any, NamedTuple

from kerong.rules.engine_1 import Plan, Result
from kerong.rules.engine_1.groups import FAILS, MEETS, UNKNOWN
from kerong.rules.engine_1.layout import RouteLayout
from kerong.rules.engine_1.missing import facts_of_line
from kerong.rules.formulas.nodes import facts_read
from kerong.rules.turning_points import Ground
from kerong.rules.values import Value, measured
from kerong.rules.vocabulary import CODE, DATE, FLAG, vocabulary

MOST_FACTS = 3
MOST_LEVERS = 8  # facts worth moving together, of one target
MOST_TARGETS = 256
MOST_TRIES = 600  # facts looked at for a value, and runs
DAYS_A_YEAR = 365
NO_ROUTE = RouteLayout("", (), 0)  # of a listing that asks nothing, but has a limit
LIMIT_LINE = -1  # stands for "the limit is more than nothing" among line numbers


class Move(NamedTuple):
    """One fact, its value now and the value it would need, both in memory form."""

    fact: str
    was: Any
    to: Any


def smallest_change(
    plan: Plan, facts: Mapping[str, Value | None], on: date, listing: str
) -> tuple[Move, ...] | None:
    """Moves that turn this listing of the plan to `meets`, facts in vocabulary order.

    None when it meets already, when something needed is unknown, when a line cannot be moved, or
    when the bounded search finds nothing or cannot be finished.
    """
    alone = plan.alone(listing)
    result = alone.run(facts, on)[0]
    if result.outcome == "meets" or result.limit_outcome == UNKNOWN:
        return None
    search = _Search(alone, dict(facts), on, result)
    targets = list(islice(search.targets(), MOST_TARGETS + 1))
    if len(targets) > MOST_TARGETS:
        return None
    try:
        for size in range(1, MOST_FACTS + 1):
            found = list(search.changes(targets, size))
            if found:
                return min(found, key=_preference)
    except _TooMuch:
        return None
    return None


class _TooMuch(Exception):
    """The search has used up its work; what it found so far need not be the smallest."""


@dataclass(frozen=True, slots=True)
class _Target:
    """Lines that together would do: numbers of lines, each with the facts that could move it."""

    levers: Mapping[int, frozenset[str]]
    failing: frozenset[int]


class _Search:
    def __init__(
        self, plan: Plan, facts: dict[str, Value | None], on: date, result: Result
    ) -> None:
        self.plan = plan
        self.facts = facts
        self.on = on
        self.result = result
        self.tries = 0
        ground = Ground(plan, result, facts)
        lines = result.layout.lines
        self.levers = {
            at: ground.levers(facts_of_line(result.rules, line.condition))
            for at, line in enumerate(lines)
        }
        limit = result.rules.offer.limit
        self.levers[LIMIT_LINE] = ground.levers(facts_read(limit.node) if limit else ())

    def targets(self) -> Iterator[_Target]:
        """One choice of route and alternatives each; hopeless ones are left out."""
        for route in self.result.layout.routes or (NO_ROUTE,):
            for chosen in product(*self._worth_choosing(self._open_ways(route.key))):
                failing = frozenset(at for at in chosen if self._outcome(self.result, at) == FAILS)
                yield _Target({at: self.levers[at] for at in chosen}, failing)

    def _open_ways(self, route: str) -> list[list[int]]:
        """For each requirement of the route the lines of which one has to be met."""
        groups: dict[int, list[int]] = {}
        single: list[list[int]] = [[LIMIT_LINE]]
        for at, line in enumerate(self.result.layout.lines):
            if line.route != route:
                continue
            if line.any_of:
                groups.setdefault(line.any_of, []).append(at)
            else:
                single.append([at])
        return [[at for at in ways if self._hopeful(at)] for ways in (*single, *groups.values())]

    def _worth_choosing(self, requirements: list[list[int]]) -> list[list[int]]:
        """Where an alternative is met and no move could disturb it, that one alone."""
        met = {
            at for ways in requirements for at in ways if self._outcome(self.result, at) == MEETS
        }
        short = [ways for ways in requirements if not met.intersection(ways)]
        moved: set[str] = {fact for ways in short for at in ways for fact in self.levers[at]}
        levers = [self.levers[at] for ways in requirements for at in ways]
        while beside := {fact for held in levers if held & moved for fact in held} - moved:
            moved |= beside
        safe = {at for at in met if not self.levers[at] & moved}
        return [[at for at in ways if at in safe][:1] or ways for ways in requirements]

    def changes(self, targets: Sequence[_Target], size: int) -> Iterator[tuple[Move, ...]]:
        """Every tested change of exactly this many facts; raises _TooMuch."""
        for target in targets:
            pool = self._pool(target)
            if size > 1 and len(pool) > MOST_LEVERS:
                raise _TooMuch
            for chosen in combinations(pool, size):
                if not all(target.levers[at] & set(chosen) for at in target.failing):
                    continue
                for order in permutations(chosen):
                    moves = self._moved(target, order)
                    if moves is not None:
                        yield moves

    def _hopeful(self, at: int) -> bool:
        outcome = self._outcome(self.result, at)
        return outcome == MEETS or (outcome == FAILS and bool(self.levers[at]))

    def _pool(self, target: _Target) -> list[str]:
        """Facts worth moving: levers of failing lines, then of lines those would disturb."""
        first = {fact for at in target.failing for fact in target.levers[at]}
        beside = {
            fact for levers in target.levers.values() if levers & first for fact in levers - first
        }
        words = vocabulary()
        return [
            *sorted(first, key=lambda code: words.fact(code).place),
            *sorted(beside, key=lambda code: words.fact(code).place),
        ]

    def _moved(self, target: _Target, order: Sequence[str]) -> tuple[Move, ...] | None:
        """Each fact in turn to the nearest value that settles the lines no later fact touches."""
        facts, result = self.facts, self.result
        for at, fact in enumerate(order):
            later = set(order[at + 1 :])
            touched = [line for line, levers in target.levers.items() if fact in levers]
            settled = [line for line in touched if not target.levers[line] & later]
            step = self._step(fact, touched, settled, facts, result)
            if step is None:
                return None
            facts, result = step
        if result.outcome != "meets":
            return None
        words = vocabulary()
        in_order = sorted(order, key=lambda code: words.fact(code).place)
        return tuple(Move(code, self.facts[code], facts[code]) for code in in_order)

    def _step(
        self,
        fact: str,
        touched: list[int],
        settled: list[int],
        facts: dict[str, Value | None],
        result: Result,
    ) -> tuple[dict[str, Value | None], Result] | None:
        self._try()
        ground = Ground(self.plan, result, facts)
        lines = self.result.layout.lines
        values: set[Any] = set()
        for line in touched:
            if line == LIMIT_LINE:
                values |= ground.of_limit(fact)
            else:
                values |= ground.of_line(lines[line], fact)
        now = facts[fact]
        for value in sorted(values - {now}, key=lambda value: _nearness(fact, now, value)):
            self._try()
            moved = {**facts, fact: value}
            answer = self.plan.run(moved, self.on)[0]
            if all(self._outcome(answer, line) == MEETS for line in settled):
                return moved, answer
        return None

    def _try(self) -> None:
        if self.tries >= MOST_TRIES:
            raise _TooMuch
        self.tries += 1

    @staticmethod
    def _outcome(result: Result, at: int) -> int:
        return result.limit_outcome if at == LIMIT_LINE else result.cells[at][0]


def relative_move(move: Move) -> Fraction:
    """How far a move goes: the change over the value now, over one unit where that is nothing.

    A flag or a code counts 1; a date its days over a year.
    """
    kind = vocabulary().fact(move.fact).type
    if kind in (FLAG, CODE):
        return Fraction(1)
    was, to = (Fraction(*measured(kind, value)) for value in (move.was, move.to))
    scale = Fraction(DAYS_A_YEAR) if kind == DATE else max(abs(was), Fraction(1))
    return abs(to - was) / scale


def _preference(moves: tuple[Move, ...]) -> tuple[Any, ...]:
    words = vocabulary()
    places = [words.fact(move.fact).place for move in moves]
    return sum(map(relative_move, moves)), places, [str(move.to) for move in moves]


def _nearness(fact: str, now: Any, value: Any) -> tuple[Any, ...]:
    word = vocabulary().fact(fact)
    if word.type == FLAG:
        return (value,)
    if word.type == CODE:
        choices = word.choices
        return abs(choices.index(value) - choices.index(now)), choices.index(value)
    was, to = (Fraction(*measured(word.type, at)) for at in (now, value))
    return abs(to - was), to
