"""Runs the calculation for a sheet: the one document, derived facts, and what the shelf adds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from kerong.catalogue.matching import calculate
from kerong.kernel.actor import Actor
from kerong.portal.calculator.derived import derived_of
from kerong.portal.calculator.sheet import Seen
from kerong.portal.calculator.shelf import shelf


@dataclass(frozen=True)
class Computed:
    """`document` as every door prints it; `derived` in memory form; `shelf` by listing code."""

    document: Mapping[str, Any]
    derived: Mapping[str, Any]
    shelf: Mapping[str, Any]


def compute(
    facts: Mapping[str, Any], seen: Seen, *, actor: Actor, on: date, at: datetime
) -> Computed:
    document = calculate(
        facts=facts, as_of=on, on=on, actor=actor, language=get_language() or "zh-hans"
    )
    return Computed(document, derived_of(facts, on=on), shelf())
