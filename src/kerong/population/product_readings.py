"""Whether what a product gives a firm rests on verified readings, whoever the firm is."""

from datetime import date

from kerong.catalogue.plans import plan_for
from kerong.population.readings import is_verified, unverified_of
from kerong.rules.engine_1 import Plan
from kerong.rules.engine_1.feeds import PLACE


def unverified_products(codes: set[str], on: date) -> frozenset[str]:
    """Those of the products whose numbers, text or any scorecard they may look at nobody verified.

    A product that is no longer on the shelf counts among them: nothing vouches for it.
    """
    held = plan_for(on)
    shelf = {card.code: card for card in held.cards if card.code in codes}
    return frozenset(
        code
        for code in codes
        if code not in shelf
        or not shelf[code].verified
        or not _is_verified(held.plan.alone(code), on)
    )


def _is_verified(plan: Plan, on: date) -> bool:
    """For a firm of any place for which there is a scorecard of its own, and of no such place."""
    fed = plan.program.feeds.by_fact.values()
    places = {"", *(feed.prefix for feeds in fed for feed in feeds)}
    return all(
        is_verified(rules, unverified_of(plan, {PLACE: place or None}, on))
        for rules in plan.rules
        for place in places
    )
