"""Whether what a product gives a firm rests on verified readings, whoever the firm is."""

from datetime import date

from kerong.catalogue.plans import plan_for
from kerong.population.readings import rests_on_verified
from kerong.rules.engine_1 import Plan


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
    return rests_on_verified(plan, plan.rules, on)
