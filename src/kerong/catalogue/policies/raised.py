"""Limits raised by a programme: the pack's own formula once more, under the programme's cap."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kerong.catalogue.cards import Card
from kerong.catalogue.policies.cards import ClauseCard
from kerong.rules.benefits.benefit import LIMIT_CAP
from kerong.rules.engine_1 import Plan
from kerong.rules.listings import ListingArguments

CAP_FIELD = "amount_cap"  # how every pack of loans calls the cap for one firm
_YUAN = 100


class Backed(NamedTuple):
    """Listings under a programme's cap, and where each stands by (place in the plan, clause)."""

    arguments: list[ListingArguments]
    places: Mapping[tuple[int, str], int]


def under_cap(listing: ListingArguments, clause: str, cap_fen: int) -> ListingArguments:
    """The same form with the programme's cap in the place of the institution's own."""
    values = {**listing.values, CAP_FIELD: cap_fen}
    return ListingArguments(f"{listing.code}+{clause}", listing.offering, values)


def with_share(limit_fen: int, share: tuple[int, int]) -> int:
    """So much more, cut to whole yuan: 15 % more than 610,000 is 701,500."""
    over, under = share
    return limit_fen * (over + under) // under // _YUAN * _YUAN


@dataclass(frozen=True)
class RaisedLimits:
    """A plan of them, beside the plan of products."""

    plan: Plan
    places: Mapping[tuple[int, str], int]


def raised_limits(
    listings: Sequence[ListingArguments], cards: Sequence[Card], clauses: Sequence[ClauseCard]
) -> Backed:
    """Only products that name the programme as theirs, and only where its cap is the higher one.

    A product without a cap is bounded by its formula alone: there is nothing to raise.
    """
    raising = [each for each in clauses if each.clause.values.get(LIMIT_CAP) is not None]
    arguments: list[ListingArguments] = []
    places: dict[tuple[int, str], int] = {}
    for place, (listing, card) in enumerate(zip(listings, cards, strict=True)):
        for clause in raising:
            cap, most = listing.values.get(CAP_FIELD), clause.clause.values[LIMIT_CAP]
            named = clause.rules.key in card.programmes
            if not named or not isinstance(cap, int) or not isinstance(most, int) or most <= cap:
                continue
            places[place, clause.code] = len(arguments)
            arguments.append(under_cap(listing, clause.code, most))
    return Backed(arguments, places)
