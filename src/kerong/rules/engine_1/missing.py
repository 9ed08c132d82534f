"""Which facts stand behind a line or a formula, and which of them nobody gave."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kerong.rules.engine_1.derived import derivations
from kerong.rules.engine_1.groups import FAILS, MEETS, UNKNOWN, Cell
from kerong.rules.engine_1.layout import LineLayout
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


Reads = Callable[[str], tuple[str, ...]]  # what a derived fact is computed from, () for others


def derived_reads(code: str) -> tuple[str, ...]:
    """What a derived fact of the vocabulary itself reads; facts that cards feed come on top."""
    derivation = derivations().get(code)
    return () if derivation is None else derivation.reads


def absent_facts(
    codes: Iterable[str], facts: Mapping[str, Any], reads: Reads = derived_reads
) -> set[str]:
    """What would have to be supplied: base facts nobody gave.

    A derived fact stands for the base facts it lacks; where those are all there and it still has
    no value (a zero base, an industry without size limits) it stands for itself if `facts` has
    nothing for it.
    """
    found: set[str] = set()
    for code in codes:
        if facts.get(code) is None:
            found |= absent_facts(reads(code), facts, reads) or {code}
    return found


def everything_read(codes: Iterable[str], reads: Reads = derived_reads) -> set[str]:
    """The facts and all that derived ones are computed from: what consent must cover."""
    found: set[str] = set()
    for code in codes:
        found |= {code} | everything_read(reads(code), reads)
    return found


def in_order(codes: Iterable[str]) -> tuple[str, ...]:
    """Facts in the order of the vocabulary."""
    words = vocabulary()
    return tuple(sorted(codes, key=lambda code: words.fact(code).place))


def undecided_lines(
    lines: Sequence[LineLayout], cells: Sequence[Cell], route: str
) -> list[LineLayout]:
    """Lines of the named route without an answer, alternatives already met left out."""
    here = [
        (layout, cell[0], cell[1])
        for layout, cell in zip(lines, cells, strict=True)
        if layout.route == route
    ]
    settled = {layout.any_of for layout, outcome, _ in here if outcome == MEETS} - {0}
    return [
        layout
        for layout, outcome, seen in here
        if outcome == UNKNOWN or (outcome == FAILS and seen is None)
        if layout.any_of not in settled
    ]
