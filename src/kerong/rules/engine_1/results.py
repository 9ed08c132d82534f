"""Answers of a run 测算结果: light views on what was judged, turned into documents on demand."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from kerong.rules.engine_1.emit import PER
from kerong.rules.engine_1.feeds import PLACE, Feed, citation, fed_by, unverified_facts
from kerong.rules.engine_1.groups import FAILS, MEETS, OUTCOMES, UNKNOWN, Cell
from kerong.rules.engine_1.layout import NOWHERE, ListingLayout
from kerong.rules.engine_1.lines import Line, Override, limit_line, line_of
from kerong.rules.engine_1.missing import (
    absent_facts,
    derived_reads,
    everything_read,
    facts_of_line,
    in_order,
    undecided_lines,
)
from kerong.rules.engine_1.ranges import Range, ranges
from kerong.rules.engine_1.sheet import Judged, Sheet
from kerong.rules.formulas.nodes import Node, facts_read
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import LISTED_KINDS, Formula, OfferingRules
from kerong.rules.values import Pair
from kerong.rules.vocabulary import vocabulary


class Results:
    """All listings of a plan for one firm and day, in the order of the plan."""

    def __init__(self, sheet: Sheet, facts: Mapping[str, Any], on: date, judged: Judged) -> None:
        self.sheet = sheet
        self.facts = facts
        self.on = on
        self.judged = judged
        self._spans: dict[int, Range] = judged.spans

    def __len__(self) -> int:
        return len(self.sheet.listings)

    def __getitem__(self, index: int) -> "Result":
        return Result(self, index)

    def __iter__(self) -> Iterator["Result"]:
        return (Result(self, index) for index in range(len(self)))

    def of(self, code: str) -> "Result":
        """The answer for the listing of this code; KeyError when the plan has none."""
        for index, layout in enumerate(self.sheet.listings):
            if layout.listing.code == code:
                return Result(self, index)
        raise KeyError(code)

    @cached_property
    def fed(self) -> Mapping[str, Feed]:
        """By fact the scorecard that counted for it, where nobody observed the fact."""
        return fed_by(self.sheet.program.feeds, self.facts)

    @cached_property
    def unverified(self) -> frozenset[str]:
        """Derived facts computed by a rule or a scorecard nobody has verified."""
        rule = self.sheet.reference.stage_rule(self.on)
        return unverified_facts(self.facts, rule, self.fed, self.reads_of)

    def reads_of(self, code: str) -> tuple[str, ...]:
        """What a derived fact of this firm is computed from, () for a base fact."""
        feeds = self.sheet.program.feeds
        return feeds.reads(code, self.facts) if code in feeds else derived_reads(code)

    def lacks_of(self, code: str) -> tuple[str, ...]:
        """The same, without what a scorecard that feeds the fact has, or its place: a card counts
        where that is unknown too."""
        reads, slots = self.reads_of(code), self.sheet.program.slots
        if code not in self.sheet.program.feeds:
            return reads
        asked = (read for read in reads if read != PLACE)
        return tuple(read for read in asked if self.judged.values[slots[read]] is None)

    @cached_property
    def overrides(self) -> tuple[Override, ...]:
        """Derived facts that were given: the given value won, both are shown."""
        words = vocabulary()
        derived = {code for code in self.facts if words.fact(code).derived}
        given = [code for code in derived if self.facts[code] is not None]
        rest = {code: value for code, value in self.facts.items() if code not in derived}
        sheet = self.sheet
        computed = sheet.program.observe(rest.get, self.on, sheet.reference, sheet.given)
        slots = sheet.program.slots
        return tuple(
            Override(code, self.facts[code], computed[slots[code]] if code in slots else None)
            for code in in_order(given)
        )

    def amount(self, at: int) -> int | None:
        return None if at == NOWHERE else self.judged.amounts[at]

    def span(self, at: int) -> Range:
        """Ends of an amount: itself twice when known, None where no ends follow."""
        value = self.amount(at)
        if value is not None:
            return value, value
        if at != NOWHERE and at not in self._spans:
            self._find_spans(at)
        return None if at == NOWHERE else self._spans[at]

    def _find_spans(self, at: int) -> None:
        first = len(self.sheet.fixed)
        self._spans.update(dict.fromkeys(range(first), None))
        for run in self.sheet.amounts:
            if first <= at < first + len(run.rows):
                ends = ranges(run.code, self.judged.values, run.rows, self.sheet.program.slots)
                self._spans.update(enumerate(ends, start=first))
            first += len(run.rows)


class Result:
    """The answer for one listing. Amounts: fen, ppm a year, months; None is unknown."""

    __slots__ = ("_results", "index", "layout")

    def __init__(self, results: Results, index: int) -> None:
        self.index = index
        self._results = results
        self.layout: ListingLayout = results.sheet.listings[index]

    @property
    def listing(self) -> ListingArguments:
        return self.layout.listing

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Outcome, seen and distance of each line of the layout."""
        return self._results.judged.reasons[self.index]

    @property
    def limit_outcome(self) -> int:
        judged, bit = self._results.judged, self.layout.limit_bit
        return FAILS if judged.fails & bit else UNKNOWN if judged.unknown & bit else MEETS

    @property
    def values(self) -> Sequence[Any]:
        """Slots of the program: facts, derived facts, measures."""
        return self._results.judged.values

    def value_of(self, code: str) -> Any:
        """A fact as the engine saw it, derived or given; None where unknown."""
        return self.values[self._results.sheet.program.slots[code]]

    def exact(self, node: Node) -> Pair | None:
        """The exact value of a formula of the scorecard, in natural units; None where unknown."""
        pair: Pair | None = self.values[
            self._results.sheet.program.measure_slot(self.rules.key, node)
        ]
        return pair

    def parameter(self, name: str, kind: str) -> Fraction | None:
        """A dated parameter of the pack as its measures see it on the day."""
        sheet = self._results.sheet
        given = sheet.given[sheet.program.parameters[self.rules.key, name, kind]]
        return None if given is None else Fraction(given, PER[kind])

    @property
    def unverified(self) -> frozenset[str]:
        """Derived facts computed by a rule nobody has verified."""
        return self._results.unverified

    @property
    def facts(self) -> Mapping[str, Any]:
        return self._results.facts

    @property
    def on(self) -> date:
        return self._results.on

    @property
    def overrides(self) -> tuple[Override, ...]:
        return self._results.overrides

    @property
    def parameters_digest(self) -> str:
        return self._results.sheet.parameter_digests[self.rules.key]

    @property
    def reference_digest(self) -> str:
        return self._results.sheet.reference.digest_on(self.on)

    @property
    def rules(self) -> OfferingRules:
        return self.layout.rules

    @property
    def outcome(self) -> str:
        """meets, unknown or fails."""
        return OUTCOMES[self._results.judged.outcomes[self.index]]

    @property
    def route(self) -> str | None:
        """Key of the route met, or of the nearest; None for an offering without named routes."""
        chosen = self._results.judged.chosen.get(self.index)
        if chosen is None and self.layout.routes:
            chosen = self.layout.routes[0].key
        return chosen or None

    @property
    def limit_fen(self) -> int | None:
        return self._results.amount(self.layout.limit_at)

    @property
    def limit_range_fen(self) -> Range:
        """Lowest and highest limit the unknown facts allow; None when none was published."""
        return self._results.span(self.layout.limit_at)

    @property
    def rate_ppm(self) -> int | None:
        return self._results.amount(self.layout.rate_at)

    @property
    def rate_range_ppm(self) -> Range:
        return self._results.span(self.layout.rate_at)

    @property
    def term_months(self) -> int | None:
        return self._results.amount(self.layout.term_at)

    @property
    def term_range_months(self) -> Range:
        return self._results.span(self.layout.term_at)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line asked, of all routes, in the order of the text; then a doubtful limit."""
        cells = self.cells
        unverified = self._results.unverified
        lines = [
            line_of(self.rules, layout, cell, self.values, unverified)
            for layout, cell in zip(self.layout.lines, cells, strict=True)
        ]
        if self.limit_outcome == MEETS:
            return tuple(lines)
        return (*lines, limit_line(OUTCOMES[self.limit_outcome], self.limit_fen))

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts that would decide the named route, the limit, the rate and the term."""
        facts = self._results.facts
        read: list[str] = []
        for layout in undecided_lines(self.layout.lines, self.cells, self.route or ""):
            read.extend(facts_of_line(self.rules, layout.condition))
        for formula, at in self._formulas():
            if self._results.amount(at) is None and at != NOWHERE:
                read.extend(facts_read(formula.node))
        if self.rules.kind not in LISTED_KINDS:  # stored findings of products name more: kept so
            read = list(filter(self.lacks, read))
        return in_order(absent_facts(read, facts, self._results.lacks_of))

    def lacks(self, code: str) -> bool:
        """Whether a fact the rules read was neither given nor could be computed."""
        return self.value_of(code) is None

    @property
    def reads(self) -> tuple[str, ...]:
        """Every fact the rules of this listing look at, derived ones with what they read."""
        read = [f for line in self.layout.lines for f in facts_of_line(self.rules, line.condition)]
        for formula, _ in self._formulas():
            read.extend(facts_read(formula.node))
        for node in self.rules.scorecard.nodes if self.rules.scorecard is not None else ():
            read.extend(facts_read(node))
        return in_order(everything_read(read, self._results.reads_of))

    @property
    def fed(self) -> Mapping[str, Mapping[str, str]]:
        """By fact this answer reads, the citation of the scorecard that computed it."""
        sheet, reads, fed = self._results.sheet, set(self.reads), self._results.fed
        parameters, given = sheet.program.parameters, sheet.given
        return {fact: citation(fed[fact], parameters, given) for fact in fed if fact in reads}

    @property
    def verified(self) -> bool:
        """Whether the offering, every line asked and every amount rest on verified readings."""
        return self.rules.basis.verified and self.reads_verified(self.lines)

    def reads_verified(self, lines: Iterable[Line]) -> bool:
        """Whether these lines, which are its own, and every amount rest on verified readings."""
        doubtful = self._results.unverified
        read = (facts_read(formula.node) for formula, _ in self._formulas() if doubtful)
        return all(line.verified for line in lines) and all(map(doubtful.isdisjoint, read))

    def _formulas(self) -> list[tuple[Formula, int]]:
        offer, layout = self.rules.offer, self.layout
        pairs = [
            (offer.limit, layout.limit_at),
            (offer.rate, layout.rate_at),
            (offer.term, layout.term_at),
        ]
        return [(formula, at) for formula, at in pairs if formula is not None]
