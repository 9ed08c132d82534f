"""A plan: which listings are answered for, laid out as data for each stretch of days."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from kerong.rules.engine_1.build import SheetBuilder
from kerong.rules.engine_1.emit import PER
from kerong.rules.engine_1.parameters import DayParameters, Parameters, series_of
from kerong.rules.engine_1.program import TODAY, Program, program_of
from kerong.rules.engine_1.results import Results
from kerong.rules.engine_1.sheet import Sheet, judge
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import OfferingRules
from kerong.rules.reference import ReferenceTables
from kerong.rules.values import Value

MOST_SHEETS = 16


class Plan:
    """Listings and dated parameters of one catalogue number. Safe to share between threads.

    Between two changes of any parameter the layout stays the same, so it is kept as a sheet; a
    run picks the sheet of its day.
    """

    def __init__(
        self,
        program: Program,
        listings: tuple[tuple[ListingArguments, OfferingRules], ...],
        adopted: Parameters,
        reference: ReferenceTables,
        *,
        shared: bool,
    ) -> None:
        self.program = program
        self.listings = tuple(listing for listing, _ in listings)
        self.reference = reference
        self.adopted = adopted
        self.shared = shared
        self._pairs = listings
        self._changes = self._days_of_change()
        self._sheets: dict[int, Sheet] = {}
        self._by_code = {pair[0].code: pair for pair in listings}
        self._programs: dict[str, Program] = {}
        self._alone: dict[str, Plan] = {}

    @property
    def rules(self) -> tuple[OfferingRules, ...]:
        """The offerings the listings follow, each once."""
        return tuple({rules.key: rules for _, rules in self._pairs}.values())

    def run(self, facts: Mapping[str, Value | None], on: date) -> Results:
        """Answers for every listing, in the order of the plan, for one firm on one day.

        `facts` holds values in memory form; an absent code or None is unknown.
        """
        sheet = self.sheet(on)
        return Results(sheet, facts, on, judge(sheet, facts, on))

    def reads(self, on: date) -> frozenset[str]:
        """Every fact an answer may look at on the day, and those derived ones are computed from."""
        slots = self.sheet(on).program.slots
        return frozenset(each for each in slots if isinstance(each, str) and each != TODAY)

    def sheet(self, on: date) -> Sheet:
        """The layout in force on a day; built when first asked for."""
        stretch = bisect_right(self._changes, on.toordinal())
        sheet = self._sheets.get(stretch)
        if sheet is None:
            day = DayParameters(self.adopted, self.reference, on)
            builder = SheetBuilder(self.program, self.reference, day, shared=self.shared)
            sheet = builder.build(self._pairs)
            if len(self._sheets) >= MOST_SHEETS:
                self._sheets = {}
            self._sheets[stretch] = sheet
        return sheet

    def alone(self, code: str) -> "Plan":
        """A plan of this one listing, compiled for its own offering; kept once made.

        Gives the same answer as the whole plan, in a fraction of the time. KeyError for a listing
        the plan does not hold.
        """
        plan = self._alone.get(code)
        if plan is None:
            listing, rules = self._by_code[code]
            program = self._programs.get(rules.key)
            if program is None:
                program = self._programs[rules.key] = program_of([rules], self.program.feeds)
            pair = ((listing, rules),)
            plan = Plan(program, pair, self.adopted, self.reference, shared=True)
            self._alone[code] = plan
        return plan

    def parameter(self, rules: OfferingRules, name: str, kind: str, on: date) -> Fraction | None:
        """A dated parameter as formulas see it on a day."""
        number = DayParameters(self.adopted, self.reference, on).number(rules, name, kind)
        return None if number is None else Fraction(number, PER[kind])

    def _days_of_change(self) -> list[int]:
        days: set[date] = {row.published_on for row in self.reference.lpr}
        days |= {rule.since for rule in self.reference.stages}
        texts = {rules.key: rules for _, rules in self._pairs} | dict(self.program.feeds.cards)
        for rules in texts.values():
            for dated in series_of(rules, self.adopted).values():
                days |= {value.since for value in dated}
        return sorted(day.toordinal() for day in days)
