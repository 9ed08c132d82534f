"""The way to the next grade: the three cheapest moves of a firm on one scorecard, each one run."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kerong.population.scoring import Scoring
from kerong.rules.change import relative_move
from kerong.rules.engine_1 import Plan
from kerong.rules.engine_1.feeds import PLACE
from kerong.rules.scorecards.card import Grade
from kerong.rules.scorecards.raising import Raise, raises
from kerong.rules.scorecards.score import Score
from kerong.rules.values import POINT, Value
from kerong.rules.vocabulary import vocabulary

MOST_MOVES = 3
Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Step:
    """One fact moved: what it is, what it would be, and the milli-points the whole score gains.

    `suffices`: this move alone leads to the next grade.
    """

    fact: str
    was: Any
    to: Any
    gain: int
    suffices: bool


@dataclass(frozen=True, slots=True)
class NextGrade:
    """`grade` "" where the scorecard has none above; `short` milli-points are missing to it.

    `steps` move a different fact each, those that suffice alone first, then by what they ask of
    the firm; `reached` says what all of them together lead to, computed, not added up.
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
    meant = scoring.meant(str(facts.get(PLACE, "")))
    for result in plan.run(facts, scoring.on):
        if result.rules.key in meant:
            score = Score(result)
            raised = raises(plan, facts, score)
            found[result.rules.key] = CardSeen(
                score, raised, next_grade(plan, facts, score, raised)
            )
    return found


def next_grade(plan: Plan, facts: Facts, score: Score, raised: Mapping[str, Raise]) -> NextGrade:
    """Of each fact the cheapest move that suffices, else the one that gives most."""
    above = _above(score)
    short = None
    if above is not None and above.least is not None and score.value is not None:
        short = int(above.least * POINT) - score.value
    alone = plan.alone(score.result.listing.code)
    best: dict[str, tuple[Fraction, Step]] = {}
    for each in sorted(raised.values(), key=_cost):
        step = _step(alone, facts, score, each, short)
        held = best.get(step.fact)
        if step.gain > 0 and (held is None or _better(step, held[1])):
            best[step.fact] = (relative_move(each.move), step)
    ordered = sorted(best.values(), key=lambda pair: (not pair[1].suffices, pair[0]))
    steps = tuple(step for _, step in ordered)[:MOST_MOVES]
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


def _step(alone: Plan, facts: Facts, score: Score, each: Raise, short: int | None) -> Step:
    """Run: caps and vetoes may swallow what one indicator gains."""
    moved = Score(alone.run({**facts, each.move.fact: each.move.to}, score.result.on)[0])
    known = moved.value is not None and score.value is not None
    gain = moved.value - score.value if known else 0  # type: ignore[operator]
    suffices = short is not None and gain >= short
    return Step(each.move.fact, each.move.was, each.move.to, gain, suffices)


def _better(step: Step, held: Step) -> bool:
    """Moves come in rising order of cost, so a later one must do what the earlier does not."""
    return not held.suffices and step.gain > held.gain
