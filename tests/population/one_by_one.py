"""Scores, classes and trials by the engine for one firm: what columns must equal."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from kerong.evidence.derive import with_size
from kerong.population.effects import GAINS, LOSES, NONE, SHIFTS
from kerong.population.readings import is_verified
from kerong.population.scoring import ClassAnswer, FirmAnswer, ScoreAnswer
from kerong.population.trial import NOTHING, Best, FirmTried, Texts
from kerong.rules.engine_1 import Plan, Result, compile_rules
from kerong.rules.engine_1.derived import stage_of, years_since_founding
from kerong.rules.errors import ListingNumbersFault
from kerong.rules.listings import listing_arguments
from kerong.rules.offering import CLASS, SCORECARD, OfferingRules
from kerong.rules.operators import AT_LEAST, AT_MOST, LESS_THAN, MORE_THAN
from kerong.rules.scorecards.places import NOT_MEANT, nearness
from kerong.rules.scorecards.score import Score
from kerong.rules.values import measured

Facts = Mapping[str, Any]
RANK = {"meets": 2, "unknown": 1, "fails": 0}


class ScoringOneByOne:
    """`Scoring` without columns."""

    def __init__(self, rules: Sequence[OfferingRules], on: Any, tables: Any) -> None:
        self.on, self.tables = on, tables
        cards = [each for each in rules if each.kind == SCORECARD]
        self.cards = _plan(cards, (), tables)
        self.classes = _plan([each for each in rules if each.kind == CLASS], cards, tables)

    def answer(self, facts: Facts) -> FirmAnswer:
        known = with_size(facts, on=self.on, tables=self.tables)
        results = list(self.classes.run(facts, self.on))
        own = [_score(each, "") for each in results if each.rules.scorecard]
        return FirmAnswer(
            str(known.get("size_class", "")),
            self._stage(facts),
            (*self._scores(facts), *own),
            tuple(_class(each) for each in results),
        )

    def _stage(self, facts: Facts) -> str:
        if "growth_stage" in facts:
            return str(facts["growth_stage"])
        years, revenue = self._years(facts), facts.get("operating_revenue")
        if years is None or revenue is None:
            return ""
        return stage_of(years, revenue, on=self.on, tables=self.tables) or ""

    def _years(self, facts: Facts) -> int | None:
        """Years somebody stated win over those since the founding."""
        if "years_since_founding" in facts:
            return int(facts["years_since_founding"])
        founded = facts.get("founded_on")
        if founded is None:
            return None
        return years_since_founding(founded, on=self.on, tables=self.tables)

    def _scores(self, facts: Facts) -> list[ScoreAnswer]:
        found, nearest = [], {}
        for result in self.cards.run(facts, self.on):
            card = result.rules.scorecard
            near = nearness(card.places, facts.get("division_code"))
            if near != NOT_MEANT:
                feeds = card.feeds or ""
                nearest[feeds] = max(near, nearest.get(feeds, near))
                found.append((near, _score(result, feeds)))
        return [each for near, each in found if not each.fact or near == nearest[each.fact]]


def _plan(rules: Sequence[OfferingRules], cards: Sequence[OfferingRules], tables: Any) -> Plan:
    arguments = [listing_arguments(each, each.key, {}) for each in rules]
    return compile_rules(rules, cards).plan(arguments, {}, tables)


def _score(result: Result, feeds: str) -> ScoreAnswer:
    score = Score(result)
    return ScoreAnswer(
        result.rules.key,
        _revision(result),
        score.value,
        score.grade or "",
        _verified(result),
        feeds,
    )


def _class(result: Result) -> ClassAnswer:
    told = (result.outcome, result.route or "", _verified(result))
    return ClassAnswer(result.rules.key, _revision(result), *told)


def _revision(result: Result) -> str:
    return f"{result.rules.revision}@{result.rules.digest[:16]}"


def _verified(result: Result) -> bool:
    return is_verified(result.rules, result.unverified)


class TrialOneByOne:
    """`Trial` without columns."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts
        self.old = self._laid(texts.old)
        self.new = self._laid(texts.new)

    def _laid(self, rules: OfferingRules | None) -> tuple[Plan | None, list[str]]:
        arguments = []
        for product in self.texts.products if rules is not None else ():
            try:
                arguments.append(listing_arguments(rules, product.code, product.numbers))
            except ListingNumbersFault:
                continue
        if rules is None or not arguments:
            return None, []
        cards = () if rules.kind == SCORECARD else self.texts.cards
        plan = compile_rules([rules], cards).plan(arguments, {}, self.texts.reference)
        return plan, [each.code for each in arguments]

    def of(self, facts: Facts) -> FirmTried:
        old, new = self._answers(self.old, facts), self._answers(self.new, facts)
        flips = {}
        for product in self.texts.products:
            pair = tuple(
                side[product.code].outcome if product.code in side else "fails"
                for side in (old, new)
            )
            if pair[0] != pair[1]:
                flips[product.code] = pair
        before, after = _best(list(old.values())), _best(list(new.values()))
        effect = _effect(before, after, bool(flips))
        return FirmTried(before, after, effect, _near(list(new.values())), flips)

    def _answers(self, side: tuple[Plan | None, list[str]], facts: Facts) -> dict[str, Result]:
        plan, codes = side
        return {} if plan is None else dict(zip(codes, plan.run(facts, self.texts.on), strict=True))


def _best(results: list[Result]) -> Best:
    if not results:
        return NOTHING
    outcome = max((each.outcome for each in results), key=RANK.__getitem__)
    points, rank = _scored(results[0])
    met = [each for each in results if each.outcome == "meets"]
    limits = [each.limit_fen for each in met if each.limit_fen is not None]
    rates = [each.rate_ppm for each in met if each.rate_ppm is not None]
    return Best(outcome, max(limits, default=None), min(rates, default=None), points, rank)


def _scored(result: Result) -> tuple[int | None, int | None]:
    """Points, and how many grades lie below the one reached."""
    card = result.rules.scorecard
    if card is None:
        return None, None
    score = Score(result)
    codes = [grade.code for grade in reversed(card.grades)]
    return score.value, None if score.grade is None else codes.index(score.grade)


def _effect(before: Best, after: Best, flipped: bool) -> str:
    if (before.outcome == "meets") != (after.outcome == "meets"):
        return GAINS if after.outcome == "meets" else LOSES
    for name, better in (("limit_fen", 1), ("points", 1), ("rank", 1), ("rate_ppm", -1)):
        old, new = getattr(before, name), getattr(after, name)
        if old is not None and new is not None and old != new:
            return GAINS if (new - old) * better > 0 else LOSES
    return SHIFTS if flipped or before != after else NONE


def _near(results: list[Result]) -> str:
    """From what was seen and asked of each line, both in units of comparison."""
    for result in results:
        for line, cell in zip(result.layout.lines, result.cells, strict=True):
            condition, seen = line.condition, cell[1]
            asked = line.asked[0] if line.asked else None
            if (
                condition.operator not in (AT_LEAST, AT_MOST, LESS_THAN, MORE_THAN)
                or not isinstance(asked, int | tuple)
                or isinstance(asked, bool)
                or seen is None
            ):
                continue
            wanted = Fraction(*measured(condition.kind, asked))
            there = Fraction(*measured(condition.kind, seen))
            if wanted and abs(there - wanted) * 50 <= abs(wanted):
                return condition.left
    return ""
