"""Weights of indicators: one number or one a stage, from the beginning or by day."""

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from kerong.rules.declarations import day_of
from kerong.rules.document import Place, Raw
from kerong.rules.formulas.nodes import NUMBER, By, Literal, Node, ParameterRead
from kerong.rules.formulas.tokens import read_literal
from kerong.rules.offering import DatedValue
from kerong.rules.reasons import Unreadable
from kerong.rules.scorecards.functions import STAGE
from kerong.rules.vocabulary import POINTS, vocabulary

PREFIX = "weight_"  # names of parameters made here; a text cannot use it for its own
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
Series = dict[str, tuple[DatedValue, ...]]


def read_weight(code: str, raw: Raw, *, verified: bool) -> tuple[Node, Series]:
    """The weight as a node, and the dated parameters it reads."""
    written, place = raw.value, raw.place
    if isinstance(written, dict) and all(_DAY.fullmatch(str(key)) for key in written):
        return _by_day(code, written, place, verified)
    if isinstance(written, dict):
        stages = _stages(written, place)
        branches = tuple((stage, _literal(text, place)) for stage, text in stages.items())
        return By(STAGE, branches, POINTS), {}
    return _literal(written, place), {}


def _by_day(
    code: str, written: Mapping[str, Any], place: Place, verified: bool
) -> tuple[Node, Series]:
    if not written:
        place.refuse("scorecard.weight")
    by_stage = isinstance(next(iter(written.values())), dict)
    found: dict[str, list[DatedValue]] = {}
    for day, value in written.items():
        here = place.below(day, value)
        if isinstance(value, dict) is not by_stage:
            here.refuse("scorecard.weight")
        parts = _stages(value, here) if by_stage else {"": value}
        for stage, text in parts.items():
            _literal(text, here)
            name = f"{PREFIX}{code}_{stage}".rstrip("_")
            since: date = day_of(day, here)
            found.setdefault(name, []).append(DatedValue(since, (str(text),), False, verified))
    series = {name: tuple(sorted(dated, key=lambda d: d.since)) for name, dated in found.items()}
    if not by_stage:
        return ParameterRead(f"{PREFIX}{code}", NUMBER, never_negative=True), series
    stages = vocabulary().fact(STAGE).choices
    branches = tuple(
        (stage, ParameterRead(f"{PREFIX}{code}_{stage}", NUMBER, never_negative=True))
        for stage in stages
    )
    return By(STAGE, branches, POINTS), series


def _stages(written: Mapping[str, Any], place: Place) -> dict[str, Any]:
    stages = vocabulary().fact(STAGE).choices
    if set(written) != set(stages):
        place.refuse("scorecard.stage", stages=list(stages))
    return {stage: written[stage] for stage in stages}


def _literal(text: Any, place: Place) -> Literal:
    if type(text) not in (int, str):
        place.refuse("scorecard.weight")
    try:
        literal = read_literal(str(text))
    except Unreadable as why:
        place.fault(why)
    if literal.kind != NUMBER or literal.value < Fraction(0):
        place.refuse("scorecard.weight")
    return literal
