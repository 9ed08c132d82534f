"""How a firm stands to a clause: eligible, a near miss, lacking data, or not eligible."""

from collections.abc import Sequence

from kerong.rules.engine_1 import LIMIT, Line
from kerong.rules.vocabulary import CODE, vocabulary

ELIGIBLE, NEAR_MISS, LACKS_FACTS, NOT_ELIGIBLE = (
    "eligible",
    "near_miss",
    "needs_data",
    "not_eligible",
)
STANDINGS = (ELIGIBLE, NEAR_MISS, LACKS_FACTS, NOT_ELIGIBLE)
NEAR = 2  # conditions missed at most


def standing_of(outcome: str, lines: Sequence[Line]) -> str:
    """Eligible only where every condition is known to be met.

    A near miss lacks at most two conditions of one route, all others are met, and none of the
    missing ones says whom the policy is for (place, industry, legal form): those no firm changes.
    """
    if outcome == "meets":
        return ELIGIBLE
    if outcome == "unknown":
        return LACKS_FACTS
    routes = {line.route for line in lines if line.key != LIMIT} or {""}
    short = [_short(lines, route) for route in routes]
    return NEAR_MISS if any(0 < each <= NEAR for each in short) else NOT_ELIGIBLE


def _short(lines: Sequence[Line], route: str) -> int:
    """Conditions missed on a route, alternatives as one; more than any where one is unknown."""
    here = [line for line in lines if line.route == route or line.key == LIMIT]
    settled = {line.any_of for line in here if line.outcome == "meets"} - {0}
    missed: set[object] = set()
    for line in here:
        if line.outcome == "meets" or line.any_of in settled:
            continue
        if line.outcome == "unknown" or says_for_whom(line):
            return NEAR + 1
        missed.add(line.any_of or line.key)
    return len(missed)


def says_for_whom(line: Line) -> bool:
    """Whether the line asks for place, trade or legal form, which no firm changes."""
    words = vocabulary()
    if line.fact not in words:
        return False
    fact = words.fact(line.fact)
    return fact.type == CODE and not fact.changeable
