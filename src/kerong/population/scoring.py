"""Scores and classes of a block of firms: the one seam to the rules, whoever computes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from kerong.catalogue.revisions import revisions_in_force, rules_of
from kerong.evidence.derive import with_size
from kerong.kernel.ratios import round_half_up
from kerong.reference.rules_tables import reference_tables
from kerong.rules.engine_1 import Plan, Result, compile_rules
from kerong.rules.engine_1.derived import stage_of, years_since_founding
from kerong.rules.engine_1.missing import everything_read, facts_of_line
from kerong.rules.formulas.nodes import Literal, Node, facts_read
from kerong.rules.listings import listing_arguments
from kerong.rules.offering import CLASS, SCORECARD, OfferingRules
from kerong.rules.reference import ReferenceTables
from kerong.rules.scorecards.card import Scorecard
from kerong.rules.scorecards.places import NOT_MEANT, nearness
from kerong.rules.values import POINT, Value
from kerong.rules.vocabulary import POINTS, vocabulary

Facts = Mapping[str, Value]


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


@dataclass(frozen=True, slots=True)
class _Formulas:
    """Where a card's value and rank stand among the values of a plan, or what they always are."""

    value: int | Fraction
    rank: int | Fraction | None


class Scoring:
    """What is computed of every firm on one day; reads nothing of a firm itself.

    Class tests see what the scorecards feed, and whether anybody verified it.
    """

    def __init__(self, rules: Sequence[OfferingRules], on: date, tables: ReferenceTables) -> None:
        self.on, self.tables = on, tables
        cards = [each for each in rules if each.kind == SCORECARD]
        self.cards = _plan(cards, tables)
        self.classes = _plan([each for each in rules if each.kind == CLASS], tables, cards)
        self._formulas = _formulas(self.cards, rules) | _formulas(self.classes, rules)

    def answers(self, block: Sequence[Facts]) -> list[FirmAnswer]:
        """One answer a firm, in order; given facts win over computed ones."""
        return [self.answer(facts) for facts in block]

    def answer(self, facts: Facts) -> FirmAnswer:
        known: dict[str, Any] = with_size(facts, on=self.on, tables=self.tables)
        stage = self._stage(known)
        results = self.classes.run(facts, self.on) if self.classes else ()
        own = (self._score(each, "") for each in results if _card(each))
        return FirmAnswer(
            size=str(known.get("size_class", "")),
            stage=stage,
            scores=(*self._scores(facts), *own),
            classes=tuple(_class(each) for each in results),
        )

    def _scores(self, facts: Facts) -> list[ScoreAnswer]:
        """Every scorecard meant for the firm's place; of those that feed one fact the nearest."""
        if self.cards is None:
            return []
        place = str(facts.get("division_code", ""))
        nearest: dict[str, int] = {}
        found: list[tuple[int, ScoreAnswer]] = []
        for result in self.cards.run(facts, self.on):
            card = _card(result)
            near = nearness(card.places, place) if card else NOT_MEANT
            if card is None or near == NOT_MEANT:
                continue
            feeds = card.feeds or ""
            nearest[feeds] = max(near, nearest.get(feeds, NOT_MEANT))
            found.append((near, self._score(result, feeds)))
        return [each for near, each in found if not each.fact or near == nearest[each.fact]]

    def _score(self, result: Result, feeds: str) -> ScoreAnswer:
        return _score(result, feeds, self._formulas[result.rules.key])

    def _stage(self, facts: Facts) -> str:
        if "growth_stage" in facts:
            return str(facts["growth_stage"])
        founded, revenue = facts.get("founded_on"), facts.get("operating_revenue")
        if not isinstance(founded, date) or not isinstance(revenue, int):
            return ""
        years = years_since_founding(founded, on=self.on, tables=self.tables)
        if years is None:
            return ""
        return stage_of(years, revenue, on=self.on, tables=self.tables) or ""


def scoring_for(on: date) -> Scoring:
    """The scorecards and class tests in force on the day; laid out once a process and set."""
    revisions = revisions_in_force(on, (CLASS, SCORECARD))
    rules = tuple(_Named(each.digest, rules_of(each)) for each in revisions)
    return _scoring(rules, on, _Tables(reference_tables().digest_on(on), reference_tables()))


@dataclass(frozen=True)
class _Named:
    """Rules that compare by their digest."""

    digest: str
    rules: OfferingRules = field(compare=False)


@dataclass(frozen=True)
class _Tables:
    digest: str
    tables: ReferenceTables = field(compare=False)


@lru_cache(maxsize=4)
def _scoring(rules: tuple[_Named, ...], on: date, tables: _Tables) -> Scoring:
    return Scoring([each.rules for each in rules], on, tables.tables)


def _plan(
    rules: Sequence[OfferingRules], tables: ReferenceTables, cards: Sequence[OfferingRules] = ()
) -> Plan | None:
    """One listing without numbers for each text; None for no text at all."""
    if not rules:
        return None
    arguments = [listing_arguments(each, each.key, {}) for each in rules]
    return compile_rules(rules, cards).plan(arguments, {}, tables)


def _card(result: Result) -> Scorecard | None:
    return result.rules.scorecard


def _score(result: Result, feeds: str, at: _Formulas) -> ScoreAnswer:
    card = result.rules.scorecard
    assert card is not None
    value, rank = _exact(result, at.value), _exact(result, at.rank)
    return ScoreAnswer(
        scorecard=result.rules.key,
        revision=_revision(result.rules),
        points=None if value is None else round_half_up(value * POINT),
        grade="" if rank is None else card.grades[len(card.grades) - 1 - int(rank)].code,
        verified=_verified(result),
        fact=feeds,
    )


def _formulas(plan: Plan | None, rules: Sequence[OfferingRules]) -> dict[str, _Formulas]:
    """By key of the text; looked up once a plan, as a look-up walks the whole formula."""
    found: dict[str, _Formulas] = {}
    if plan is None:
        return found
    held = {listing.offering for listing in plan.listings}
    for text in rules:
        card = text.scorecard
        if card is not None and text.key in held:
            rank = None if card.rank is None else _stands(plan, text.key, card.rank)
            found[text.key] = _Formulas(_stands(plan, text.key, card.value), rank)
    return found


def _stands(plan: Plan, key: str, node: Node) -> int | Fraction:
    return node.value if isinstance(node, Literal) else plan.program.measure_slot(key, node)


def _exact(result: Result, stands: int | Fraction | None) -> Fraction | None:
    if stands is None or isinstance(stands, Fraction):
        return stands
    pair = result.values[stands]
    return None if pair is None else Fraction(*pair)


def _class(result: Result) -> ClassAnswer:
    rules = result.rules
    return ClassAnswer(
        rules.key, _revision(rules), result.outcome, result.route or "", _verified(result)
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Whether every number of a text was read from its document, and all facts it looks at."""

    verified: bool
    facts: frozenset[str]


@lru_cache(maxsize=256)
def _reading(rules: _Named) -> _Reading:
    text = rules.rules
    card = text.scorecard
    lines = text.conditions.values()
    indicators = card.indicators if card else ()
    read = {code for line in lines for code in facts_of_line(text, line)}
    read |= {code for node in (card.nodes if card else ()) for code in facts_read(node)}
    return _Reading(
        text.basis.verified
        and all(line.verified for line in lines)
        and all(each.verified for each in indicators),
        frozenset(everything_read(read)),
    )


def _verified(result: Result) -> bool:
    """Neither the text nor a derived fact it looks at rests on an unverified reading."""
    reading = _reading(_Named(result.rules.digest, result.rules))
    return reading.verified and not reading.facts & result.unverified


def _revision(rules: OfferingRules) -> str:
    return f"{rules.revision}@{rules.digest[:16]}"
