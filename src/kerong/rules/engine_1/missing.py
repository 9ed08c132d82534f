"""Which facts stand behind a line or a formula, and which of them nobody gave."""

from collections.abc import Iterable, Mapping
from typing import Any

from kerong.rules.engine_1.derived import derivations
from kerong.rules.formulas.nodes import facts_read
from kerong.rules.offering import Condition, MeasureValue, OfferingRules
from kerong.rules.vocabulary import vocabulary


def facts_of_line(rules: OfferingRules, condition: Condition) -> tuple[str, ...]:
    """Facts a line reads: its left side and the measures it asks for."""
    names = [condition.left]
    names += [ask.name for ask in condition.asked if isinstance(ask, MeasureValue)]
    codes: list[str] = []
    for name in names:
        measure = rules.measures.get(name)
        codes.extend(facts_read(measure.node) if measure else (name,))
    return tuple(dict.fromkeys(codes))


def absent_facts(codes: Iterable[str], facts: Mapping[str, Any]) -> set[str]:
    """What would have to be supplied: base facts nobody gave.

    A derived fact stands for the base facts it lacks; where those are all there and it still has
    no value (a zero base, an industry without size limits) it stands for itself if `facts` has
    nothing for it.
    """
    found: set[str] = set()
    known = derivations()
    for code in codes:
        if facts.get(code) is not None:
            continue
        below = absent_facts(known[code].reads, facts) if code in known else set()
        found |= below or {code}
    return found


def everything_read(codes: Iterable[str]) -> set[str]:
    """The facts and all that derived ones are computed from: what consent must cover."""
    found: set[str] = set()
    known = derivations()
    for code in codes:
        found.add(code)
        if code in known:
            found |= everything_read(known[code].reads)
    return found


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Facts in the order of the vocabulary."""
    words = vocabulary()
    return tuple(sorted(codes, key=lambda code: words.fact(code).place))
