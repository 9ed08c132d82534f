"""Firms exactly on what rules ask, one unit below and above it, and firms that lack the fact."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from kerong.kernel.ratios import MILLION
from kerong.rules.engine_1 import Plan
from kerong.rules.engine_1.groups import Ladder, Single
from kerong.rules.values import Value, from_measured, measured, shown
from kerong.rules.vocabulary import CODE, FLAG, MONEY, vocabulary
from tests.rules.oracle_facts import GROWTH, RATIOS

Firm = dict[str, Value]
BEHIND = {**RATIOS, **GROWTH, "years_since_founding": ("founded_on",)}
AMOUNTS = ["tax_paid", "tax_paid_prev", "net_profit", "rd_expense", "operating_revenue_prev"]


def asked_of_facts(plan: Plan, on: date) -> Iterator[tuple[str, str, list[int]]]:
    """Every fact that a line asks a fixed number of: its code, its type, the numbers in units."""
    sheet = plan.sheet(on)
    names = {at: key for key, at in sheet.program.slots.items()}
    for group in sheet.groups:
        code = names[group.slot] if isinstance(group, Ladder | Single) else None
        if not isinstance(code, str) or code not in vocabulary() or group.kind in (CODE, FLAG):
            continue
        yield code, group.kind, group.asks if isinstance(group, Ladder) else _constants(group)


def _constants(group: Single) -> list[int]:
    return [ask[0] for ask in group.asks if isinstance(ask, tuple) and ask[1] == 1]


def firms_at_thresholds(plan: Plan, on: date, rng: Random) -> list[Firm]:
    """For every number asked of a fact a firm on it, one a unit below and one a unit above, with
    nothing else known and with some amounts; for every fact one without it."""
    firms: list[Firm] = []
    for code, kind, asks in asked_of_facts(plan, on):
        for found in beside(code, kind, asks):
            some = dict.fromkeys(rng.sample(AMOUNTS, 4), 10**9)
            firms += [found, (some if found else without(code, some)) | found]
    return firms


def beside(code: str, kind: str, asks: Sequence[int]) -> Iterator[Firm]:
    """The fact a unit below each number, on it and a unit above; last, nothing of it."""
    for ask in asks:
        for step in (-1, 0, 1):
            yield from at_value(code, kind, ask + step)
    yield {}


def at_value(code: str, kind: str, units: int) -> Iterator[Firm]:
    """The fact at so many units; ratios given, as a quotient of amounts, and a fen above that."""
    yield {code: from_measured(kind, units)}
    if code in RATIOS or code in GROWTH:
        top, below = BEHIND[code]
        scale = 3 if "staff" in code else 700_000_011
        whole = units if code in RATIOS else MILLION + units
        yield {top: whole * scale, below: MILLION * scale}
        yield {top: whole * scale + 1, below: MILLION * scale}


def without(code: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts without this one and without what it could be computed from."""
    gone = {code, *BEHIND.get(code, ())}
    return {name: value for name, value in facts.items() if name not in gone}


def in_known_firms(
    asked: Sequence[tuple[str, str, list[int]]], known: Sequence[Mapping[str, Value]]
) -> list[Firm]:
    """The same on firms of which else is known, in turn; only values a facts file may hold."""
    firms = [
        without(code, known[at % len(known)]) | found
        for code, kind, asks in asked
        for at, found in enumerate(beside(code, kind, asks))
    ]
    return [each for each in firms if all(_holds(*item) for item in each.items())]


def _holds(code: str, value: Value) -> bool:
    fact = vocabulary().fact(code)
    if fact.least is None or fact.most is None:
        return True
    return fact.least <= Fraction(*measured(fact.type, value)) <= fact.most


def as_texts(firm: Mapping[str, Value]) -> dict[str, str]:
    """The facts as a facts document writes them."""
    return {code: _text(vocabulary().fact(code).type, value) for code, value in firm.items()}


def _text(kind: str, value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{Decimal(value).scaleb(-2):f}" if kind == MONEY else str(shown(kind, value))
