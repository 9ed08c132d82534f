"""Scores and classes of many firms at once: the one seam to the rules, whoever computes them.

Knows no database: a process that tries a draft on a file has none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kerong.population.firm_places import codes_of
from kerong.population.readings import is_verified, unverified_of
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.engine_1.columns import (
    Beside,
    ColumnResults,
    Columns,
    Wanted,
    compile_columns,
)
from kerong.rules.engine_1.feeds import PLACE
from kerong.rules.listings import listing_arguments
from kerong.rules.offering import CLASS, SCORECARD, OfferingRules
from kerong.rules.reference import ReferenceTables
from kerong.rules.scorecards.card import Scorecard
from kerong.rules.scorecards.places import NOT_MEANT, nearness
from kerong.rules.values import POINT, Value
from kerong.rules.vocabulary import POINTS, vocabulary

STAGE = "growth_stage"
Meant = tuple[tuple[int, str], ...]  # texts by place in the order of keys, and what each feeds
_OUTCOMES = {1: "meets", 0: "fails", -1: "unknown"}


@dataclass(frozen=True, slots=True)
class ScoreAnswer:
    """A scorecard's result in thousandths of a point; None is unknown.

    `fact` is the fact the score feeds ("points"), "" for a score that only informs.
    """

    scorecard: str
    revision: str
    points: int | None
    grade: str
    verified: bool
    fact: str = ""

    @property
    def value(self) -> Value | None:
        """What the fact takes: the points, or the grade where the fact is a code."""
        if not self.fact:
            return None
        return self.points if vocabulary().fact(self.fact).type == POINTS else self.grade or None


@dataclass(frozen=True, slots=True)
class ClassAnswer:
    """A class test's outcome: meets, fails or unknown, with the route met or nearest."""

    test: str
    revision: str
    outcome: str
    route: str
    verified: bool


@dataclass(frozen=True, slots=True)
class FirmAnswer:
    """`size` and `stage` are the derived facts every breakdown uses, "" where unknown."""

    size: str
    stage: str
    scores: tuple[ScoreAnswer, ...] = ()
    classes: tuple[ClassAnswer, ...] = ()


class Scoring:
    """What is computed of every firm on one day; reads nothing of a firm itself.

    Class tests see what the scorecards feed, and whether anybody verified it.
    """

    def __init__(self, rules: Sequence[OfferingRules], on: date, tables: ReferenceTables) -> None:
        self.on, self.tables = on, tables
        cards = [each for each in rules if each.kind == SCORECARD]
        self.cards = _plan(cards, tables)
        self._classes = _plan([each for each in rules if each.kind == CLASS], tables, cards)
        self._texts = [
            _Text(plan, each, on)
            for plan in (self.cards, self._classes)
            if plan is not None
            for each in plan.rules
        ]
        self._meant: dict[str, Meant] = {}
        self._founded: dict[tuple[Meant, frozenset[str]], tuple[bool, ...]] = {}

    def answers(self, block: Columns) -> list[FirmAnswer]:
        """One answer a firm, in order; given facts win over computed ones."""
        sizes = codes_of(block, "size_class", self.on, self.tables)
        stages = codes_of(block, STAGE, self.on, self.tables)
        places = codes_of(block, PLACE, self.on, self.tables)
        stated = self._stated(block)
        answered = [text.over(block) for text in self._texts]
        classes = [(at, each) for at, each in enumerate(answered) if each.text.is_class]
        found = []
        for row, place in enumerate(places):
            founded = self._is_founded(place, stated[row])
            scores = (
                answered[at].score(row, fact, verified=founded[at])
                for at, fact in self._scoring(place)
            )
            own = (each.outcome(row, verified=founded[at]) for at, each in classes)
            found.append(FirmAnswer(sizes[row], stages[row], tuple(scores), tuple(own)))
        return found

    def meant(self, place: str) -> frozenset[str]:
        """Keys of everything that scores firms of this place."""
        return frozenset(self._texts[at].rules.key for at, _ in self._scoring(place))

    def _scoring(self, place: str) -> Meant:
        """Which texts score firms of this place, with the fact each feeds: of those meant that
        would feed one fact the nearest."""
        if place not in self._meant:
            near = [(text.nearness(place), at, text.feeds) for at, text in enumerate(self._texts)]
            meant = [each for each in near if each[0] != NOT_MEANT]
            nearest: dict[str, int] = {}
            for far, _, fact in meant:
                nearest[fact] = max(far, nearest.get(fact, NOT_MEANT))
            self._meant[place] = tuple(
                (at, fact) for far, at, fact in meant if not fact or far == nearest[fact]
            )
        return self._meant[place]

    def _stated(self, block: Columns) -> list[frozenset[str]]:
        """By firm which facts that can be computed somebody stated, so that nothing is computed."""
        codes = (STAGE, *(self._classes.program.feeds.by_fact if self._classes else ()))
        known = [
            [True] * block.rows if rows is None else rows.tolist()
            for rows in (block.column(code).known for code in codes)
        ]
        return [
            frozenset(code for code, there in zip(codes, row, strict=True) if there)
            for row in zip(*known, strict=True)
        ]

    def _is_founded(self, place: str, stated: frozenset[str]) -> tuple[bool, ...]:
        """By text whether its answers for such firms rest on verified readings throughout."""
        key = (self._scoring(place), stated)
        if key not in self._founded:
            facts: dict[str, Any] = {**dict.fromkeys(stated, True), PLACE: place or None}
            self._founded[key] = tuple(
                is_verified(text.rules, unverified_of(text.plan, facts, self.on))
                for text in self._texts
            )
        return self._founded[key]


class _Text:
    """One text laid out for columns by itself: a row that leaves 64 bits is then answered one by
    one for this text alone. `feeds` is "" where the score only informs."""

    def __init__(self, plan: Plan, rules: OfferingRules, on: date) -> None:
        self.plan, self.rules, self.on = plan.alone(rules.key), rules, on
        self.revision = f"{rules.revision}@{rules.digest[:16]}"
        card = rules.scorecard
        self.card = card
        self.is_class = rules.kind == CLASS
        self.feeds = (card.feeds or "") if card is not None and not self.is_class else ""
        self.columns = compile_columns(self.plan, on, Beside(wanted_of(rules, card)))

    def nearness(self, place: str) -> int:
        """The points of a class test inform wherever the test is asked."""
        if self.card is None:
            return NOT_MEANT
        return 0 if self.is_class else nearness(self.card.places, place)

    def over(self, block: Columns) -> "_Answered":
        return _Answered(self, self.columns.run(block))


def wanted_of(rules: OfferingRules, card: Scorecard | None) -> tuple[Wanted, ...]:
    """Points and, where there are grades, the grade of a card, asked beside outcomes."""
    if card is None:
        return ()
    value = Wanted(rules.key, card.value, POINT)
    return (value,) if card.rank is None else (value, Wanted(rules.key, card.rank, 1))


class _Answered:
    """What one text says of the firms of a block, row by row."""

    def __init__(self, text: _Text, results: ColumnResults) -> None:
        self.text = text
        self._results = results
        self._outcomes = [_OUTCOMES[each] for each in results.outcomes[0].tolist()]
        told = [each.told(results.rows) for each in results.values]
        nothing: list[int | None] = [None] * results.rows
        self._points, self._ranks = (*told, nothing, nothing)[:2]

    def score(self, row: int, fact: str, *, verified: bool) -> ScoreAnswer:
        text, rank = self.text, self._ranks[row]
        assert text.card is not None
        grades = text.card.grades
        return ScoreAnswer(
            scorecard=text.rules.key,
            revision=text.revision,
            points=self._points[row],
            grade="" if rank is None else grades[len(grades) - 1 - rank].code,
            verified=verified,
            fact=fact,
        )

    def outcome(self, row: int, *, verified: bool) -> ClassAnswer:
        return ClassAnswer(
            self.text.rules.key,
            self.text.revision,
            self._outcomes[row],
            self._results.route(0, row) or "",
            verified,
        )


def _plan(
    rules: Sequence[OfferingRules], tables: ReferenceTables, cards: Sequence[OfferingRules] = ()
) -> Plan | None:
    """One listing without numbers for each text; None for no text at all."""
    if not rules:
        return None
    arguments = [listing_arguments(each, each.key, {}) for each in rules]
    return compile_rules(rules, cards).plan(arguments, {}, tables)
