"""Writes the Python of a whole set of rules: one `observe` for the firm, one function an offer.

Values live in numbered slots: facts as given, derived facts, measures. Listing numbers and dated
parameters are arguments of the functions, so an edited listing or a new rate compiles nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

from kerong.kernel.ratios import MILLION
from kerong.rules.engine_1.derived import Derivation, derivations, required
from kerong.rules.engine_1.emit import Emitter
from kerong.rules.engine_1.feeds import PLACE, Feeds
from kerong.rules.engine_1.functions import function_text, indented, named, without_rows
from kerong.rules.formulas.nodes import (
    Node,
    ParameterRead,
    arguments_read,
    facts_read,
    parameters_read,
    walk,
)
from kerong.rules.formulas.signs import NotMonotone, pulls
from kerong.rules.offering import MeasureValue, OfferingRules, Today

Values = Sequence[Any]
Rows = Sequence[tuple[Any, ...]]
LIMIT_SCALE, RATE_SCALE, TERM_SCALE = 1, MILLION, 1  # limits in fen, rates in ppm, months
TODAY = "today"  # its own slot; no fact may be called so
MeasureKey = tuple[str, Node]  # offering of the parameters ("" when none are read), formula


def nearest(number: int, per: int) -> int:
    """`number / per` to the nearest whole number, halves away from zero; `per` is positive."""
    if number < 0:
        return -((2 * -number + per) // (2 * per))
    return (2 * number + per) // (2 * per)


@dataclass(frozen=True, slots=True)
class OfferCode:
    """One compiled formula of an offer: `run(values, rows)` gives a whole number or None a row.

    A row holds the listing's numbers named in `arguments`, then the parameters in `parameters`.
    `ways` tells which way each fact pulls, empty when some fact pulls both ways.
    """

    node: Node
    scale: int
    arguments: tuple[str, ...]
    parameters: tuple[str, ...]
    facts: tuple[str, ...]
    ways: Mapping[str, int]
    run: Callable[[Values, Rows], list[int | None]]


@dataclass(slots=True)
class Program:
    """Slots handed out so far, then the functions once `build` has run."""

    feeds: Feeds = field(default_factory=Feeds)
    slots: dict[str | MeasureKey, int] = field(default_factory=dict)
    parameters: dict[tuple[str, str, str], int] = field(default_factory=dict)
    offers: dict[tuple[Node, int], OfferCode] = field(default_factory=dict)
    observe: Callable[..., tuple[Any, ...]] = lambda *_: ()
    source: str = ""

    def fact_slot(self, code: str) -> int:
        """The slot of a fact; a derived fact brings the facts it is computed from."""
        if code not in self.slots:
            for read in derivations()[code].reads if code in derivations() else ():
                self.fact_slot(read)
            if code in self.feeds:
                self._want_feeds(code)
            self.slots[code] = len(self.slots)
        return self.slots[code]

    def _want_feeds(self, code: str) -> None:
        """Facts and parameters of every card that may feed the fact."""
        if self.feeds.placed(code):
            self.fact_slot(PLACE)
        for feed in self.feeds.by_fact[code]:
            for read in facts_read(feed.node):
                self.fact_slot(read)
            for at in walk(feed.node):
                if isinstance(at, ParameterRead):
                    key = (feed.rules.key, at.name, at.kind)
                    self.parameters.setdefault(key, len(self.parameters))

    def slot_of(self, rules: OfferingRules, name: str) -> int:
        """Where a fact or a measure of this offering stands."""
        measure = rules.measures.get(name)
        return (
            self.fact_slot(name) if measure is None else self.measure_slot(rules.key, measure.node)
        )

    def today_slot(self) -> int:
        return self.slots.setdefault(TODAY, len(self.slots))

    def measure_slot(self, offering: str, node: Node) -> int:
        """The slot of a measure, shared by offerings unless it reads their own parameters."""
        read = [at for at in walk(node) if isinstance(at, ParameterRead)]
        key = (offering if read else "", node)
        if key not in self.slots:
            for code in facts_read(node):
                self.fact_slot(code)
            for at in read:
                self.parameters.setdefault((offering, at.name, at.kind), len(self.parameters))
            self.slots[key] = len(self.slots)
        return self.slots[key]

    def want_offer(self, node: Node, scale: int) -> None:
        for code in facts_read(node):
            self.fact_slot(code)
        self.offers.setdefault((node, scale), OfferCode(node, scale, (), (), (), {}, _unbuilt))

    def build(self) -> None:
        """Write, compile and load the functions. The source holds names of ours only."""
        keys = list(self.offers)
        measures = {key: at for key, at in self.slots.items() if isinstance(key, tuple)}
        parts = [self._measure(key, at) for key, at in measures.items()]
        parts += [
            function_text(f"derive{at}", derivation.node, derivation.reads)
            for at, derivation in self._derived()
            if derivation.node is not None
        ]
        fed = [(at, code) for code, at in self.slots.items() if code in self.feeds]
        parts += [
            function_text(f"feed{at}_{no}", feed.node, facts_read(feed.node))
            for at, code in fed
            for no, feed in enumerate(self.feeds.by_fact[str(code)])
        ]
        parts.append(self._observe())
        parts += [self._offer(f"offer{at}", node, scale) for at, (node, scale) in enumerate(keys)]
        self.source = "\n\n".join(parts)
        code: CodeType = compile(self.source, "<rules engine 1>", "exec")
        names: dict[str, Any] = {"__builtins__": {"len": len}, "nearest": nearest}
        names |= {
            f"stored{at}_{no}": feed.stored
            for at, fact in fed
            for no, feed in enumerate(self.feeds.by_fact[str(fact)])
        }
        names |= {f"derive{at}": d.compute for at, d in self._derived() if d.compute is not None}
        exec(code, names)  # noqa: S102  written above from frozen nodes, never from texts
        self.observe = names["observe"]
        for at, (node, scale) in enumerate(keys):
            self.offers[node, scale] = OfferCode(
                node,
                scale,
                arguments_read(node),
                parameters_read(node),
                facts_read(node),
                _ways(node),
                names[f"offer{at}"],
            )

    def _derived(self) -> list[tuple[int, Derivation]]:
        known = derivations()
        return [
            (at, known[code])
            for code, at in self.slots.items()
            if isinstance(code, str) and code in known
        ]

    def _observe(self) -> str:
        lines = ["def observe(get, on, tables, given):"]
        known = derivations()
        for code, at in self.slots.items():
            if isinstance(code, tuple):
                lines.append(f"    v{at} = {self._measure_call(code, at)}")
                continue
            lines.append(f"    v{at} = {'on' if code == TODAY else f'get({code!r})'}")
            if code in self.feeds:
                lines += self._fed(code, at)
            if code in known:
                reads = [f"v{self.slots[read]}" for read in known[code].reads]
                needed = [f"v{self.slots[read]} is not None" for read in required(code)]
                more = "" if known[code].node is not None else ", on=on, tables=tables"
                lines.append(f"    if v{at} is None and {' and '.join(needed)}:")
                lines.append(f"        v{at} = derive{at}({', '.join(reads)}{more})")
        lines.append(f"    return ({''.join(f'v{at}, ' for at in self.slots.values())})")
        return "\n".join(lines)

    def _fed(self, code: str, at: int) -> list[str]:
        """Where nobody observed the fact: the card of the narrowest place the firm lies in."""
        feeds, place = self.feeds.by_fact[code], f"(v{self.slots.get(PLACE)} or '')"
        lines = [f"    if v{at} is None:"]
        if self.feeds.placed(code):
            tests = [f"elif {place}.startswith({feed.prefix!r}): " for feed in feeds]
            tests[0] = tests[0].removeprefix("el")
        else:
            tests = [""]
        for no, (test, feed) in enumerate(zip(tests, feeds, strict=True)):
            facts = [f"v{self.slots[read]}" for read in facts_read(feed.node)]
            given = self._given_to(feed.rules.key, feed.node)
            call = f"stored{at}_{no}(feed{at}_{no}({', '.join(facts + given)}))"
            lines.append(f"        {test}v{at} = {call}")
        return lines

    def _given_to(self, offering: str, node: Node) -> list[str]:
        numbers = {(whose, name): at for (whose, name, _), at in self.parameters.items()}
        return [f"given[{numbers[offering, name]}]" for name in parameters_read(node)]

    def _measure(self, key: MeasureKey, at: int) -> str:
        return function_text(f"measure{at}", key[1], facts_read(key[1]))

    def _measure_call(self, key: MeasureKey, at: int) -> str:
        offering, node = key
        facts = [f"v{self.slots[code]}" for code in facts_read(node)]
        given = self._given_to(offering, node)
        return f"measure{at}({', '.join(facts + given)})"

    def _offer(self, name: str, node: Node, scale: int) -> str:
        """Values of all rows; what depends on facts alone is written once, before the loop."""
        facts = facts_read(node)
        arguments, parameters = arguments_read(node), parameters_read(node)
        row = [f"a_{argument}" for argument in arguments] + [f"p_{read}" for read in parameters]
        before = Emitter(named, "return [None] * len(rows)")
        for part in without_rows(node):
            before.term(part)
        inside = Emitter(named, "add(None); continue")
        inside.terms, inside._named = before.terms, before._named
        result = inside.rounded(inside.term(node), scale)
        absent = " or ".join(f"p_{read} is None" for read in parameters)
        lines = [f"def {name}(values, rows):"]
        lines += [f"    f_{code} = values[{self.slots[code]}]" for code in facts]
        lines += [f"    if f_{code} is None: return [None] * len(rows)" for code in facts]
        lines += indented(before.statements, 4)
        lines += ["    out = []", "    add = out.append"]
        lines.append(f"    for {''.join(f'{word}, ' for word in row) or '_'} in rows:")
        lines += [f"        if {absent}: add(None); continue"] if absent else []
        lines += indented(inside.statements, 8)
        lines += [f"        add({result})", "    return out"]
        return "\n".join(lines)


def program_of(several: Sequence[OfferingRules], feeds: Feeds | None = None) -> Program:
    """The program of these offerings, built."""
    program = Program(feeds or Feeds())
    for rules in several:
        _want(program, rules)
    program.build()
    return program


def _want(program: Program, rules: OfferingRules) -> None:
    for condition in rules.conditions.values():
        program.slot_of(rules, condition.left)
        for ask in condition.asked:
            if isinstance(ask, MeasureValue):
                program.slot_of(rules, ask.name)
            elif isinstance(ask, Today):
                program.today_slot()
    for node in rules.scorecard.nodes if rules.scorecard is not None else ():
        program.measure_slot(rules.key, node)
    offer = rules.offer
    for formula, scale in (
        (offer.limit, LIMIT_SCALE),
        (offer.rate, RATE_SCALE),
        (offer.term, TERM_SCALE),
    ):
        if formula is not None:
            program.want_offer(formula.node, scale)


def _unbuilt(values: Values, rows: Rows) -> list[int | None]:
    raise RuntimeError("the program has not been built")


def _ways(node: Node) -> dict[str, int]:
    try:
        return pulls(node)
    except NotMonotone:
        return {}
