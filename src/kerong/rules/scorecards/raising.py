"""What would raise a score: for each indicator the smallest move of one fact that gives more."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from kerong.rules.change import Move, relative_move
from kerong.rules.engine_1 import Plan
from kerong.rules.formulas.nodes import facts_read
from kerong.rules.scorecards.score import Item, Score
from kerong.rules.turning_points import Ground
from kerong.rules.values import Value, measured
from kerong.rules.vocabulary import NUMERIC_TYPES, vocabulary

MOST_TRIES = 24  # values looked at for one fact of one indicator


class Raise(NamedTuple):
    """One fact moved, and the milli-points the indicator has then."""

    move: Move
    points: int


def raises(plan: Plan, facts: Mapping[str, Value | None], score: Score) -> dict[str, Raise]:
    """By indicator code; left out where points are unknown, full, or no fact can be changed.

    Every answer has been run: the smallest relative move of a fact the firm can change after
    which the indicator gives more points than now. Having more of something comes before having
    less (nobody is told to shed staff to lift a ratio); the order of the vocabulary breaks ties.
    """
    alone = plan.alone(score.result.listing.code)
    found = {}
    for item in score.items:
        if item.points is None or (item.most is not None and item.points >= item.most):
            continue
        best = _smallest(alone, dict(facts), score, item)
        if best is not None:
            found[item.indicator.code] = best
    return found


def _smallest(plan: Plan, facts: dict[str, Value | None], score: Score, item: Item) -> Raise | None:
    result = score.result
    ground = Ground(plan, result, facts)
    node = item.indicator.points
    tried: list[Raise] = []
    for fact in sorted(ground.levers(facts_read(node)), key=lambda f: vocabulary().fact(f).place):
        moves = [
            Move(fact, facts[fact], value)
            for value in ground.of_points(node, fact)
            if value != facts[fact]
        ]
        for move in sorted(moves, key=_nearest)[:MOST_TRIES]:
            points = _points_after(plan, {**facts, fact: move.to}, score, item)
            if points is not None and item.points is not None and points > item.points:
                tried.append(Raise(move, points))
                break
    return min(tried, key=lambda each: _nearest(each.move)[:2], default=None)


def _nearest(move: Move) -> tuple[bool, Fraction, str]:
    return _falls(move), relative_move(move), str(move.to)


def _falls(move: Move) -> bool:
    """Whether the fact would have to become less; flags and codes neither rise nor fall."""
    kind = vocabulary().fact(move.fact).type
    if kind not in NUMERIC_TYPES:
        return False
    was, to = (Fraction(*measured(kind, value)) for value in (move.was, move.to))
    return to < was


def _points_after(
    plan: Plan, facts: Mapping[str, Value | None], score: Score, item: Item
) -> int | None:
    moved = Score(plan.run(facts, score.result.on)[0])
    at = score.card.indicators.index(item.indicator)
    return moved.points_at(at)
