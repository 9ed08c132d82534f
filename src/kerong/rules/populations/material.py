"""Everything a population run stands on, as plain values that travel to other processes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kerong.kernel.canonical import digest
from kerong.rules.engine_1 import ENGINE, Plan, compile_rules
from kerong.rules.engine_1.columns import Beside, ColumnsPlan, compile_columns
from kerong.rules.engine_1.parameters import DayParameters
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import DatedValue, OfferingRules
from kerong.rules.reference import ReferenceTables
from kerong.rules.vocabulary import vocabulary


@dataclass(frozen=True, slots=True)
class Material:
    """Rules, listings, parameters and tables for one day. Compiled anew where it arrives.

    `cards` are the scorecards whose points and grades are computed where nobody observed them;
    `unverified` the listings that rest on a reading nobody verified, None where nobody asked.
    """

    rules: tuple[OfferingRules, ...]
    cards: tuple[OfferingRules, ...]
    listings: tuple[tuple[str, str, dict[str, Any]], ...]
    adopted: dict[str, dict[str, tuple[DatedValue, ...]]]
    reference: ReferenceTables
    on: date
    unverified: frozenset[str] | None = None

    def plan(self) -> Plan:
        listings = [ListingArguments(*each) for each in self.listings]
        return compile_rules(self.rules, self.cards).plan(listings, self.adopted, self.reference)

    def columns(self) -> ColumnsPlan:
        plan = self.plan()
        return compile_columns(plan, self.on, Beside(scores=_scores(plan)))

    def scores(self) -> tuple[str, ...]:
        """Facts that scorecards feed and some rule of the run reads, by code."""
        return _scores(self.plan())

    def digests(self) -> dict[str, str]:
        """What the run stood on, by part."""
        sheet = self.plan().sheet(self.on)
        day = DayParameters(self.adopted, self.reference, self.on)
        return {
            "rules": digest({each.key: each.digest for each in self.rules}),
            "cards": digest({each.key: [each.digest, day.digest(each)] for each in self.cards}),
            "listings": digest([each.listing.digest for each in sheet.listings]),
            "parameters": digest(dict(sheet.parameter_digests)),
            "reference": self.reference.digest_on(self.on),
            "vocabulary": vocabulary().digest,
            "engine": ENGINE,
        }


def material_of(plan: Plan, on: date) -> Material:
    """The material of a plan that stands in this process."""
    adopted: dict[str, Mapping[str, tuple[DatedValue, ...]]] = dict(plan.adopted)
    return Material(
        rules=plan.rules,
        cards=tuple(plan.program.feeds.cards.values()),
        listings=tuple((each.code, each.offering, dict(each.values)) for each in plan.listings),
        adopted={key: dict(series) for key, series in adopted.items()},
        reference=plan.reference,
        on=on,
    )


def _scores(plan: Plan) -> tuple[str, ...]:
    program = plan.program
    return tuple(sorted(fact for fact in program.feeds.by_fact if fact in program.slots))
