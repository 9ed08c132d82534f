"""What a draft is tried on: its own products, and those behind a fact its scorecard feeds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kerong.rules.engine_1 import compile_rules
from kerong.rules.engine_1.columns import Beside, Columns, ColumnsPlan, compile_columns
from kerong.rules.engine_1.missing import everything_read, facts_of_line
from kerong.rules.formulas.nodes import facts_read
from kerong.rules.listings import ListingArguments, arguments_alone, listing_arguments
from kerong.rules.offering import LISTED_KINDS, OfferingRules
from kerong.rules.reference import ReferenceTables


@dataclass(frozen=True, slots=True)
class Product:
    """A product the trial hangs on the rules: code, name for people, numbers filled in."""

    code: str
    name: str
    numbers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Behind:
    """An offering in force that looks at what the draft's scorecard feeds, with its products.

    A class test and the clauses of a policy stand alone: their numbers are in the text.
    """

    rules: OfferingRules
    products: tuple[Product, ...]

    def arguments(self) -> list[ListingArguments]:
        if self.rules.kind in LISTED_KINDS:
            return [
                listing_arguments(self.rules, each.code, each.numbers) for each in self.products
            ]
        return [arguments_alone(self.rules, each.code) for each in self.products]


def looks_at(rules: OfferingRules, facts: Iterable[str]) -> bool:
    """Whether a line, a limit, a rate or a term of the text depends on one of the facts."""
    read = {code for line in rules.conditions.values() for code in facts_of_line(rules, line)}
    for formula in (rules.offer.limit, rules.offer.rate, rules.offer.term):
        read |= set() if formula is None else set(facts_read(formula.node))
    for node in rules.scorecard.nodes if rules.scorecard else ():
        read |= set(facts_read(node))
    return not everything_read(read).isdisjoint(facts)


def fed_by_draft(old: OfferingRules | None, new: OfferingRules) -> frozenset[str]:
    """The facts either text's scorecard feeds; none for a draft of anything else."""
    cards = [rules.scorecard for rules in (old, new) if rules is not None]
    return frozenset(card.feeds for card in cards if card is not None and card.feeds is not None)


def with_draft(cards: Sequence[OfferingRules], new: OfferingRules) -> tuple[OfferingRules, ...]:
    """The scorecards in force with the draft in the place of its old text.

    A card that has a place of the draft's for the same fact gives way there: it will be over when
    the draft begins, or the draft could not be published.
    """
    left = (_giving_way(each, new) for each in cards if each.key != new.key)
    kept = tuple(each for each in left if each is not None)
    fed = new.scorecard is not None and new.scorecard.feeds is not None
    return (*kept, new) if fed else kept


def _giving_way(rules: OfferingRules, new: OfferingRules) -> OfferingRules | None:
    card, draft = rules.scorecard, new.scorecard
    if card is None or draft is None or card.feeds != draft.feeds:
        return rules
    places = tuple(each for each in card.places or ("",) if each not in (draft.places or ("",)))
    if not places:
        return None
    return rules if card.places in ((), places) else _at(rules, places)


def _at(rules: OfferingRules, places: tuple[str, ...]) -> OfferingRules:
    assert rules.scorecard is not None
    return replace(rules, scorecard=replace(rules.scorecard, places=places))


class BehindTrial:
    """The same products twice: once with the cards in force, once with the draft among them."""

    def __init__(
        self,
        behind: Sequence[Behind],
        cards: tuple[tuple[OfferingRules, ...], tuple[OfferingRules, ...]],
        reference: ReferenceTables,
        on: Any,
    ) -> None:
        rules = [each.rules for each in behind]
        arguments = [made for each in behind for made in each.arguments()]
        self._codes = [each.code for each in arguments]
        self._sides: list[ColumnsPlan] = [
            compile_columns(compile_rules(rules, fed).plan(arguments, {}, reference), on, Beside())
            for fed in cards
        ]

    def turned(self, block: Columns) -> Iterator[tuple[int, str, int, int]]:
        """Row, product, old and new outcome wherever they differ."""
        old, new = (side.run(block).outcomes for side in self._sides)
        for at, code in enumerate(self._codes):
            for row in np.flatnonzero(old[at] != new[at]).tolist():
                yield row, code, int(old[at][row]), int(new[at][row])
