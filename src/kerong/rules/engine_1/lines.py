"""One reason as people and documents get it: the line, what was asked, what was seen."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kerong.rules.engine_1.groups import OUTCOMES, Cell, Slot
from kerong.rules.engine_1.layout import LineLayout
from kerong.rules.engine_1.missing import facts_of_line
from kerong.rules.offering import OfferingRules
from kerong.rules.operators import BETWEEN, LISTS, MORE_THAN
from kerong.rules.vocabulary import MONEY

LIMIT = "limit"  # left side of the line that says a limit of zero or less is no offer


class Line(NamedTuple):
    """One reason, as codes and exact values in memory form.

    `asked` is one value, a pair of values for between, a tuple for lists; `distance` is asked −
    seen in the fact's own unit (days for dates), None for codes and flags. `clause` quotes the
    document, `key` finds the sentence (`rules.condition(key).say`). `any_of` is 0, or numbers the
    alternatives of which one is enough.
    """

    fact: str
    kind: str
    operator: str
    asked: Any
    seen: Any
    outcome: str
    distance: Any
    clause: str
    key: str
    route: str
    any_of: int
    verified: bool


class Override(NamedTuple):
    """A derived fact that was given, beside what it would have been."""

    fact: str
    given: Any
    computed: Any


def line_of(
    rules: OfferingRules,
    layout: LineLayout,
    cell: Cell,
    values: Sequence[Any],
    unverified: frozenset[str],
) -> Line:
    """The line of a layout with the cell judged for it; `unverified` are derived facts that rest
    on a rule nobody has verified."""
    condition = layout.condition
    outcome, seen, distance = cell
    doubtful = unverified and unverified.intersection(facts_of_line(rules, condition))
    return Line(
        fact=condition.left,
        kind=condition.kind,
        operator=condition.operator,
        asked=_asked(layout, values),
        seen=seen,
        outcome=OUTCOMES[outcome],
        distance=distance,
        clause=condition.clause,
        key=condition.key,
        route=layout.route,
        any_of=layout.any_of,
        verified=layout.verified and not doubtful,
    )


def limit_line(outcome: str, limit_fen: int | None) -> Line:
    """The line of a limit that is, or may be, zero or less; no other limit has one."""
    return Line(
        fact=LIMIT,
        kind=MONEY,
        operator=MORE_THAN,
        asked=0,
        seen=limit_fen,
        outcome=outcome,
        distance=None if limit_fen is None else -limit_fen,
        clause="",
        key=LIMIT,
        route="",
        any_of=0,
        verified=True,
    )


def _asked(layout: LineLayout, values: Sequence[Any]) -> Any:
    asked = tuple(values[ask.at] if isinstance(ask, Slot) else ask for ask in layout.asked)
    several = layout.condition.operator in LISTS or layout.condition.operator == BETWEEN
    return asked if several else asked[0]
