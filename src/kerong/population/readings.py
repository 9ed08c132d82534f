"""Whether an answer rests on verified readings: its text, its lines, the facts it looks at."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from kerong.rules.engine_1 import Plan
from kerong.rules.engine_1.feeds import PLACE, fed_by, unverified_facts
from kerong.rules.engine_1.missing import derived_reads, everything_read, facts_of_line
from kerong.rules.formulas.nodes import facts_read
from kerong.rules.offering import OfferingRules


@dataclass(frozen=True)
class Named:
    """Rules that compare by their digest."""

    digest: str
    rules: OfferingRules = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Whether every number of a text was read from its document, and all facts it looks at."""

    verified: bool
    facts: frozenset[str]


def is_verified(rules: OfferingRules, unverified: frozenset[str]) -> bool:
    """Neither the text nor a derived fact it looks at rests on an unverified reading."""
    reading = _reading(Named(rules.digest, rules))
    return reading.verified and not reading.facts & unverified


@lru_cache(maxsize=256)
def _reading(named: Named) -> _Reading:
    text = named.rules
    card = text.scorecard
    lines = text.conditions.values()
    indicators = card.indicators if card else ()
    read = {code for line in lines for code in facts_of_line(text, line)}
    read |= {code for node in (card.nodes if card else ()) for code in facts_read(node)}
    return _Reading(
        text.basis.verified
        and all(line.verified for line in lines)
        and all(each.verified for each in indicators),
        frozenset(everything_read(read)),
    )


def rests_on_verified(plan: Plan, texts: Iterable[OfferingRules], on: date) -> bool:
    """Texts of the plan, for a firm of any place for which there is a scorecard of its own, and of
    no such place."""
    fed = plan.program.feeds.by_fact.values()
    places = {"", *(feed.prefix for feeds in fed for feed in feeds)}
    return all(
        is_verified(rules, unverified_of(plan, {PLACE: place or None}, on))
        for rules in texts
        for place in places
    )


def unverified_of(plan: Plan, facts: Mapping[str, Any], on: date) -> frozenset[str]:
    """Derived facts of a firm computed by a rule or scorecard nobody has verified.

    Of the facts only these count: the place, and whether a derived fact was stated at all.
    """
    feeds = plan.program.feeds

    def reads(code: str) -> tuple[str, ...]:
        return feeds.reads(code, facts) if code in feeds else derived_reads(code)

    return unverified_facts(facts, plan.reference.stage_rule(on), fed_by(feeds, facts), reads)
