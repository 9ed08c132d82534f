"""The clauses of a day as one plan, kept beside the plan of products."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kerong.catalogue.models import Revision
from kerong.catalogue.near import Changes
from kerong.catalogue.policies.cards import ClauseCard, cards_of
from kerong.catalogue.revisions import rules_of
from kerong.catalogue.wording import Names, place_names
from kerong.rules.engine_1 import Compiled, Plan, compile_rules
from kerong.rules.listings import ListingArguments
from kerong.rules.offering import Constant, OfferingRules
from kerong.rules.operators import WITHIN
from kerong.rules.reference import ReferenceTables

_NAMED = ("division_code", "industry_code")
Compile = Callable[[Mapping[str, Revision], Mapping[str, OfferingRules]], Compiled]


@dataclass(frozen=True)
class HeldPolicies:
    """A plan with the cards of its clauses, in the same order; `names` of places and industries."""

    plan: Plan
    cards: tuple[ClauseCard, ...]
    changes: Changes
    names: Names

    def place_of(self, code: str) -> int | None:
        """Where the clause stands in plan and cards."""
        return next((at for at, card in enumerate(self.cards) if card.code == code), None)


def hold_policies(
    revisions: Sequence[Revision], compiled: Compile, reference: ReferenceTables, on: date
) -> HeldPolicies:
    """Every clause of these revisions laid out for the day; two queries, for names of places."""
    by_key = {revision.offering.code: revision for revision in revisions}
    rules = {key: rules_of(revision) for key, revision in by_key.items()}
    cards = tuple(card for key in rules for card in cards_of(rules[key], by_key[key].digest))
    plan = compiled(by_key, rules).plan(arguments_of(cards), {}, reference)
    return HeldPolicies(plan, cards, Changes(plan, on), _names(cards))


def no_policies(reference: ReferenceTables, on: date) -> HeldPolicies:
    """A day without any policy."""
    plan = compile_rules([]).plan([], {}, reference)
    return HeldPolicies(plan, (), Changes(plan, on), {})


def arguments_of(cards: Sequence[ClauseCard]) -> list[ListingArguments]:
    return [ListingArguments(card.code, card.rules.key, card.clause.values) for card in cards]


def _names(cards: Sequence[ClauseCard]) -> Names:
    """What the divisions and industries are called that these clauses ask for."""
    asked: dict[str, set[str]] = {name: set() for name in _NAMED}
    for card in cards:
        for line in card.rules.conditions.values():
            if line.left in asked and line.operator == WITHIN:
                asked[line.left] |= {
                    str(ask.value) for ask in line.asked if isinstance(ask, Constant)
                }
        for name, field in card.rules.fields.items():
            if field.vocabulary_fact in asked and card.clause.values.get(name):
                asked[field.vocabulary_fact] |= set(card.clause.values[name])
    return place_names(*(asked[name] for name in _NAMED))
