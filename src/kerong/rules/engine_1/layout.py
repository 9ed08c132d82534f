"""Lays a plan out for a stretch of days: every question numbered once, every listing a bit mask."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kerong.rules.engine_1.groups import (
    LADDER_OPERATORS,
    Choice,
    Group,
    Ladder,
    Prefix,
    Presence,
    Single,
    Slot,
)
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import Condition, OfferingRules
from kerong.rules.operators import KNOWN, WITHIN
from kerong.rules.values import Pair
from kerong.rules.vocabulary import CODE, FLAG

LADDER, CHOICE, PREFIX, PRESENCE, SINGLE = "ladder", "choice", "prefix", "presence", "single"
NOWHERE = -1  # an amount the listing does not publish, or its pack does not have


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of one slot, without who asks. `salt` keeps equal questions apart if wanted."""

    form: str
    slot: int
    operator: str
    kind: str
    ask: Any
    salt: int = 0

    @property
    def group(self) -> tuple[Any, ...]:
        """Questions of one group are judged together; these two forms stand alone."""
        alone = (repr(self.ask), self.salt) if self.form in (SINGLE, PRESENCE) else ()
        return (self.slot, self.form, self.operator, self.kind, *alone)


@dataclass(frozen=True, slots=True)
class LineLayout:
    """One line of a listing: its question's number and what the text says of it.

    `asked` holds memory values, or a Slot where the value is known only at run time; `any_of`
    numbers the group of alternatives inside the listing, 0 for a line of its own.
    """

    condition: Condition
    criterion: int
    asked: tuple[Any, ...]
    route: str
    any_of: int
    verified: bool


@dataclass(frozen=True, slots=True)
class RouteLayout:
    """A route the listing asks about, with the bit of each line, alternatives one together.

    Lines that ask the same share a bit; `bits` is all of them.
    """

    key: str
    line_bits: tuple[int, ...]
    bits: int


@dataclass(frozen=True, slots=True)
class ListingLayout:
    """Everything about one listing that no firm changes. Amounts are numbered over the sheet."""

    listing: ListingArguments
    rules: OfferingRules
    routes: tuple[RouteLayout, ...]
    lines: tuple[LineLayout, ...]
    limit_at: int
    rate_at: int
    term_at: int
    limit_bit: int


def question(
    slot: int, condition: Condition, asks: Sequence[Any], in_units: Sequence[Any], salt: int
) -> Question:
    """The question a line puts; `asks` in memory form, `in_units` in units of comparison."""
    form, ask = _form(condition, asks, in_units)
    return Question(form, slot, condition.operator, condition.kind, ask, salt)


def _form(condition: Condition, asks: Sequence[Any], in_units: Sequence[Any]) -> tuple[str, Any]:
    operator = condition.operator
    if operator == KNOWN:
        return PRESENCE, True
    if any(ask is None or isinstance(ask, Slot) for ask in asks):
        return SINGLE, tuple(in_units)
    if operator == WITHIN:
        return PREFIX, tuple(asks)
    if condition.kind in (CODE, FLAG):
        return CHOICE, frozenset(asks)
    if operator in LADDER_OPERATORS:
        return LADDER, _whole(in_units[0])
    return SINGLE, tuple(in_units)


def _whole(ask: Pair) -> int:
    """What is asked is written in whole units: ratios in at most six decimals, and so on."""
    amount, rest = divmod(ask[0], ask[1])
    if rest:
        raise ValueError("an ask between two units of comparison")
    return amount


def number(questions: Sequence[Question]) -> tuple[list[Group], dict[Question, int]]:
    """Groups in a fixed order, and the number of each distinct question among all criteria."""
    together: dict[tuple[Any, ...], list[Question]] = defaultdict(list)
    for asked in dict.fromkeys(questions):
        together[asked.group].append(asked)
    groups: list[Group] = []
    numbers: dict[Question, int] = {}
    for key in sorted(together, key=repr):
        members = sorted(together[key], key=_order)
        groups.append(_group(members, len(numbers)))
        for member in members:
            numbers[member] = len(numbers)
    return groups, numbers


def _order(asked: Question) -> tuple[Any, ...]:
    if asked.form == LADDER:
        return (asked.ask, asked.salt)
    ask = sorted(map(str, asked.ask)) if asked.form == CHOICE else repr(asked.ask)
    return (ask, asked.salt)


def _group(members: list[Question], first: int) -> Group:
    head = members[0]
    asks = [member.ask for member in members]
    if head.form == LADDER:
        return Ladder(head.slot, head.operator, head.kind, asks, first)
    if head.form == CHOICE:
        return Choice(head.slot, head.operator, asks, first)
    if head.form == PREFIX:
        return Prefix(head.slot, asks, first)
    if head.form == PRESENCE:
        return Presence(head.slot, first)
    return Single(head.slot, head.operator, head.kind, head.ask, first)
