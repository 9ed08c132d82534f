"""Builds the sheet of a plan for a day: questions numbered, routes and limits given their bits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kerong.rules.engine_1.asking import AskedLine, Asking
from kerong.rules.engine_1.layout import (
    NOWHERE,
    LineLayout,
    ListingLayout,
    Question,
    RouteLayout,
    number,
)
from kerong.rules.engine_1.parameters import DayParameters
from kerong.rules.engine_1.program import (
    LIMIT_SCALE,
    RATE_SCALE,
    TERM_SCALE,
    OfferCode,
    Program,
)
from kerong.rules.engine_1.sheet import AmountRun, Sheet, one_mask, picker
from kerong.rules.formulas.nodes import Node, ParameterRead, walk
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import Formula, OfferingRules
from kerong.rules.reference import ReferenceTables

Row = tuple[int | None, ...]
Place = tuple[tuple[Node, int], int]  # which formula, which of its rows


@dataclass(slots=True)
class Amounts:
    """Distinct rows of one formula, each with the bit of its limit line (0 where it is none)."""

    code: OfferCode
    rows: dict[tuple[Row, int], int] = field(default_factory=dict)
    bits: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Draft:
    """One listing while the sheet is built; `salt` keeps its questions apart, 0 shares them."""

    listing: ListingArguments
    rules: OfferingRules
    salt: int
    asked: list[AskedLine]


@dataclass(frozen=True, slots=True)
class Offered:
    """Where the amounts of a listing are computed; None where it has none."""

    limit: Place | None
    rate: Place | None
    term: Place | None


class SheetBuilder:
    """Goes through the listings twice: first for their questions, then for bits and amounts."""

    def __init__(
        self, program: Program, reference: ReferenceTables, day: DayParameters, *, shared: bool
    ) -> None:
        self.program = program
        self.reference = reference
        self.day = day
        self.shared = shared
        self.amounts: dict[tuple[Node, int], Amounts] = {}
        self.alternatives: dict[tuple[int, int], int] = {}
        self.numbers: dict[Question, int] = {}
        self.bits_used = 0

    def build(self, listings: Sequence[tuple[ListingArguments, OfferingRules]]) -> Sheet:
        drafts = [
            self._draft(listing, rules, 0 if self.shared else at)
            for at, (listing, rules) in enumerate(listings, start=1)
        ]
        groups, self.numbers = number([line.question for each in drafts for line in each.asked])
        self.bits_used = len(self.numbers)
        offered = [self._offered(draft) for draft in drafts]
        firsts, fixed, runs = self._numbered_amounts()
        layouts = [
            self._layout(draft, places, firsts)
            for draft, places in zip(drafts, offered, strict=True)
        ]
        by_key = {rules.key: rules for _, rules in listings}
        fails = unknown = 0
        for amounts, values in fixed:
            for bit, value in zip(amounts.bits, values, strict=True):
                fails |= bit if value is not None and value <= 0 else 0
                unknown |= bit if value is None else 0
        return Sheet(
            program=self.program,
            reference=self.reference,
            given=self._given({**self.program.feeds.cards, **by_key}),
            groups=groups,
            alternatives=[(bits, bit) for (bits, _), bit in self.alternatives.items()],
            fixed=[value for _, values in fixed for value in values],
            fixed_fails=fails,
            fixed_unknown=unknown,
            amounts=runs,
            listings=layouts,
            masks=[one_mask(layout) for layout in layouts],
            pickers=[picker([line.criterion for line in layout.lines]) for layout in layouts],
            several=[at for at, layout in enumerate(layouts) if len(layout.routes) > 1],
            parameter_digests={key: self.day.digest(rules) for key, rules in by_key.items()},
        )

    def _draft(self, listing: ListingArguments, rules: OfferingRules, salt: int) -> Draft:
        asked = Asking(self.program, self.day, listing, rules, salt).lines()
        return Draft(listing, rules, salt, asked)

    def _offered(self, draft: Draft) -> Offered:
        offer = draft.rules.offer
        limit = self._place(draft, offer.limit, LIMIT_SCALE)
        if limit is not None:
            amounts = self.amounts[limit[0]]
            if not amounts.bits[limit[1]]:
                amounts.bits[limit[1]] = self._next_bit()
        rate = self._place(draft, offer.rate, RATE_SCALE)
        return Offered(limit, rate, self._place(draft, offer.term, TERM_SCALE))

    def _place(self, draft: Draft, formula: Formula | None, scale: int) -> Place | None:
        """The row of this listing; None without a formula or where a `$` number is not given."""
        if formula is None:
            return None
        key = (formula.node, scale)
        code = self.program.offers[key]
        given = [draft.listing.values.get(name) for name in code.arguments]
        if None in given:
            return None
        row = [value[0] if isinstance(value, tuple) else value for value in given]
        kinds = {at.name: at.kind for at in walk(formula.node) if isinstance(at, ParameterRead)}
        row += [self.day.number(draft.rules, name, kinds[name]) for name in code.parameters]
        amounts = self.amounts.setdefault(key, Amounts(code))
        at = amounts.rows.setdefault((tuple(row), draft.salt), len(amounts.rows))  # type: ignore[arg-type]
        if at == len(amounts.bits):
            amounts.bits.append(0)
        return key, at

    def _numbered_amounts(
        self,
    ) -> tuple[
        dict[tuple[Node, int], int], list[tuple[Amounts, list[int | None]]], list[AmountRun]
    ]:
        """The first number of each formula's rows; those no fact changes come first, computed."""
        firsts: dict[tuple[Node, int], int] = {}
        fixed: list[tuple[Amounts, list[int | None]]] = []
        runs: list[AmountRun] = []
        used = 0
        for wants_facts in (False, True):
            for key, amounts in self.amounts.items():
                if bool(amounts.code.facts) is not wants_facts:
                    continue
                rows = [row for row, _ in amounts.rows]
                firsts[key] = used
                used += len(rows)
                if wants_facts:
                    bits = amounts.bits if any(amounts.bits) else []
                    runs.append(AmountRun(amounts.code, rows, bits))
                else:
                    fixed.append((amounts, amounts.code.run((), rows)))
        return firsts, fixed, runs

    def _layout(
        self, draft: Draft, offered: Offered, firsts: Mapping[tuple[Node, int], int]
    ) -> ListingLayout:
        def number_of(place: Place | None) -> int:
            return NOWHERE if place is None else firsts[place[0]] + place[1]

        limit = offered.limit
        return ListingLayout(
            listing=draft.listing,
            rules=draft.rules,
            routes=self._routes(draft),
            lines=tuple(self._line(line) for line in draft.asked),
            limit_at=number_of(limit),
            rate_at=number_of(offered.rate),
            term_at=number_of(offered.term),
            limit_bit=0 if limit is None else self.amounts[limit[0]].bits[limit[1]],
        )

    def _line(self, line: AskedLine) -> LineLayout:
        return LineLayout(
            line.condition,
            self.numbers[line.question],
            line.asked,
            line.route,
            line.any_of,
            line.verified,
        )

    def _routes(self, draft: Draft) -> tuple[RouteLayout, ...]:
        """Routes with at least one line asked; a route nothing is asked of is not offered."""
        found = []
        for route in draft.rules.routes:
            lines = [line for line in draft.asked if line.route == route.key]
            line_bits: list[int] = []
            for group in dict.fromkeys(line.any_of for line in lines):
                members = [line for line in lines if line.any_of == group]
                own = [1 << self.numbers[line.question] for line in members]
                line_bits += own if group == 0 else [self._one_of(sorted(set(own)), draft.salt)]
            if lines:
                found.append(RouteLayout(route.key, tuple(line_bits), _joined(line_bits)))
        return tuple(found)

    def _one_of(self, own: list[int], salt: int) -> int:
        """The bit of a group of alternatives; a single one needs no bit of its own."""
        if len(own) == 1:
            return own[0]
        bits = _joined(own)
        if (bits, salt) not in self.alternatives:
            self.alternatives[bits, salt] = self._next_bit()
        return self.alternatives[bits, salt]

    def _next_bit(self) -> int:
        self.bits_used += 1
        return 1 << self.bits_used - 1

    def _given(self, rules: Mapping[str, OfferingRules]) -> tuple[int | None, ...]:
        """Parameters the measures read, by their number in the program."""
        return tuple(
            self.day.number(rules[offering], name, kind) if offering in rules else None
            for offering, name, kind in self.program.parameters
        )


def _joined(bits: list[int]) -> int:
    whole = 0
    for bit in bits:
        whole |= bit
    return whole
