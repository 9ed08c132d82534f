"""The way to the next grade: the three cheapest moves of a firm on one scorecard, each one run."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kerong.population.scoring import Scoring
from kerong.rules.change import relative_move
from kerong.rules.engine_1 import Plan
from kerong.rules.scorecards.card import Grade
from kerong.rules.scorecards.raising import Raise, raises
from kerong.rules.scorecards.score import Score
from kerong.rules.values import POINT, Value
from kerong.rules.vocabulary import vocabulary

MOST_MOVES = 3
Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Step:
    """One fact moved: what it is, what it would be, and the milli-points the whole score gains."""

    fact: str
    was: Any
    to: Any
    gain: int


@dataclass(frozen=True, slots=True)
class NextGrade:
    """`grade` "" where the scorecard has none above; `short` milli-points are missing to it.

    `steps` are the cheapest moves in rising order of cost; `reached` says what all of them
    together lead to, computed, not added up.
    """

    grade: str
    short: int | None
    steps: tuple[Step, ...]
    reached: str


@dataclass(frozen=True, slots=True)
class CardSeen:
    """A scorecard computed for one firm now, with what would raise it."""

    score: Score
    raised: Mapping[str, Raise]
    ahead: NextGrade


def cards_seen(scoring: Scoring, facts: Facts) -> dict[str, CardSeen]:
    """By scorecard key, those meant for the firm's place; nothing is read or written."""
    plan = scoring.cards
    if plan is None:
        return {}
    found = {}
    meant = {each.scorecard for each in scoring.answer(facts).scores}
    for result in plan.run(facts, scoring.on):
        if result.rules.key in meant:
            score = Score(result)
            raised = raises(plan, facts, score)
            found[result.rules.key] = CardSeen(
                score, raised, next_grade(plan, facts, score, raised)
            )
    return found


def next_grade(plan: Plan, facts: Facts, score: Score, raised: Mapping[str, Raise]) -> NextGrade:
    """The cheapest moves first by what they ask of the firm, then by the vocabulary."""
    above = _above(score)
    short = None
    if above is not None and above.least is not None and score.value is not None:
        short = int(above.least * POINT) - score.value
    alone = plan.alone(score.result.listing.code)
    ordered = sorted(raised.values(), key=_cost)
    steps = tuple(
        Step(each.move.fact, each.move.was, each.move.to, gain)
        for each in ordered
        if (gain := _gain(alone, facts, score, each)) > 0
    )[:MOST_MOVES]
    moved = {**facts, **{each.fact: each.to for each in steps}}
    reached = Score(alone.run(moved, score.result.on)[0]).grade if steps else score.grade
    return NextGrade(above.code if above else "", short, steps, reached or "")


def _above(score: Score) -> Grade | None:
    """The next better grade; grades stand from the best down."""
    codes = [each.code for each in score.card.grades]
    if score.grade not in codes:
        return None
    place = codes.index(score.grade)
    return score.card.grades[place - 1] if place else None


def _cost(each: Raise) -> tuple[Fraction, int]:
    return relative_move(each.move), vocabulary().fact(each.move.fact).place


def _gain(alone: Plan, facts: Facts, score: Score, each: Raise) -> int:
    """What the whole score gains: caps and vetoes may swallow points of one indicator."""
    moved = Score(alone.run({**facts, each.move.fact: each.move.to}, score.result.on)[0])
    return 0 if moved.value is None or score.value is None else moved.value - score.value
