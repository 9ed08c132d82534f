"""Points and grade an invented firm was told, by the shipped cards: one firm, one number."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from kerong.catalogue.assessments import Assessment, assessments_in, named
from kerong.catalogue.errors import AssessmentAbsent
from kerong.config.paths import PACKS
from kerong.rules.scorecards.score import Score
from kerong.rules.values import Value

CARDS = (PACKS / "national" / "points", PACKS / "chongqing" / "knowledge-value")


def scores_told(facts: Mapping[str, Value], on: date) -> dict[str, Value]:
    """Derived facts by code; one no card counts for, or that stays unknown, is absent."""
    found: dict[str, Value] = {}
    for name in ("points", "knowledge-value-grade"):
        try:
            (card,) = named(_held(on), name, facts)
        except AssessmentAbsent:
            continue
        score = Score(card.plan.run(facts, on)[0])
        value = score.value if name == "points" else score.grade
        if value is not None:
            found[name.replace("-", "_")] = value
    return found


@lru_cache(maxsize=2)
def _held(on: date) -> tuple[Assessment, ...]:
    return tuple(assessments_in(CARDS, on))
