"""Scores and classes of a block of firms: the one seam to the rules, whoever computes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kerong.evidence.derive import with_size
from kerong.reference.rules_tables import reference_tables
from kerong.rules.engine_1.derived import stage_of, years_since_founding
from kerong.rules.reference import ReferenceTables
from kerong.rules.values import Value
from kerong.rules.vocabulary import POINTS, vocabulary

Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class ScoreAnswer:
    """A scorecard's result in thousandths of a point; None is unknown, `low` and `high` bound it.

    `fact` is the fact the score feeds ("points"), "" for a score that only informs.
    """

    scorecard: str
    revision: str
    points: int | None
    low: int | None
    high: int | None
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
    """What is computed of every firm on one day. Made once a block; reads nothing of a firm."""

    def __init__(self, on: date, tables: ReferenceTables) -> None:
        self.on, self.tables = on, tables

    def answers(self, block: Sequence[Facts]) -> list[FirmAnswer]:
        """One answer a firm, in order; given facts win over derived ones."""
        return [self._answer(facts) for facts in block]

    def _answer(self, facts: Facts) -> FirmAnswer:
        sized = with_size(facts, on=self.on, tables=self.tables)
        return FirmAnswer(size=str(sized.get("size_class", "")), stage=self._stage(sized))

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
    """One indexed read."""
    return Scoring(on, reference_tables())
