"""Runs the calculation for a sheet: the one document, derived facts, and what the shelf adds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from kerong.catalogue.matching import calculate
from kerong.catalogue.wording import place_names
from kerong.kernel.actor import Actor
from kerong.portal.calculator.derived import derived_of
from kerong.portal.calculator.sheet import Seen
from kerong.portal.calculator.shelf import shelf
from kerong.web.facts import Names


@dataclass(frozen=True)
class Computed:
    """`document` as every door prints it; `derived` in memory form; `shelf` by listing code."""

    document: Mapping[str, Any]
    derived: Mapping[str, Any]
    shelf: Mapping[str, Any]
    names: Names


def compute(
    facts: Mapping[str, Any], seen: Seen, *, actor: Actor, on: date, at: datetime
) -> Computed:
    document = calculate(
        facts=facts, as_of=on, on=on, actor=actor, language=get_language() or "zh-hans"
    )
    names = names_in(document["results"])
    return Computed(document, derived_of(facts, on=on), shelf(), names)


def names_in(results: Iterable[Mapping[str, Any]]) -> Names:
    """What the divisions and industries are called that lines of these results name."""
    found: dict[str, set[str]] = {"division_code": set(), "industry_code": set()}
    for result in results:
        for line in result["lines"]:
            if line["fact"] in found:
                asked = line["asked"]
                said = [line["seen"], *(asked if isinstance(asked, list) else [asked])]
                found[line["fact"]].update(code for code in said if isinstance(code, str))
    return place_names(found["division_code"], found["industry_code"])
