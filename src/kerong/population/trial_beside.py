"""What is in force beside a draft: scorecards that feed, and what looks at a fact its own feeds."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kerong.catalogue.assessments import feeding
from kerong.catalogue.models import Revision
from kerong.catalogue.plans import listings_on
from kerong.catalogue.revisions import revisions_in_force, rules_of
from kerong.population.trial_products import Behind, Product, fed_by_draft, looks_at
from kerong.rules.offering import LISTED_KINDS, OFFERING_KINDS, POLICY, SCORECARD, OfferingRules

Shelf = Mapping[str, Sequence[Product]]
Fixed = tuple[tuple[OfferingRules, ...], tuple[Behind, ...]]  # cards, and what is behind them


def fixed_on(new: OfferingRules, old: OfferingRules | None, on: date) -> Fixed:
    """The published scorecards that feed a fact on the day, and what looks at those the draft's
    feeds, with the products on the shelf; three queries."""
    texts = [rules_of(each) for each in revisions_in_force(on, OFFERING_KINDS)]
    fed = fed_by_draft(old, new)
    shelf: dict[str, list[Product]] = {}
    for row in listings_on(on) if fed else ():
        product = Product(row.listing.code, row.listing.name, row.numbers)
        shelf.setdefault(row.listing.offering.code, []).append(product)
    return cards_of(texts), behind_of(texts, new.key, fed, shelf)


def cards_of(texts: Iterable[OfferingRules]) -> tuple[OfferingRules, ...]:
    """The scorecards of their own among the texts: what a class test adds up feeds nothing."""
    return feeding(each for each in texts if each.kind == SCORECARD)


def behind_of(
    texts: Iterable[OfferingRules], draft: str, fed: frozenset[str], shelf: Shelf
) -> tuple[Behind, ...]:
    """Those of the texts that look at one of the facts, with their products."""
    found = []
    for rules in texts:
        if rules.kind == SCORECARD or rules.key == draft or not looks_at(rules, fed):
            continue
        products = tuple(shelf.get(rules.key, ()))
        if rules.kind not in LISTED_KINDS:
            products = _standing_alone(rules)
        if products:
            found.append(Behind(rules, products))
    return tuple(found)


def _standing_alone(rules: OfferingRules) -> tuple[Product, ...]:
    """The clauses of a policy, or the test itself."""
    if rules.kind == POLICY:
        return tuple(Product(each.code, each.title[0], {}) for each in rules.clauses)
    return (Product(rules.key, rules.title.zh, {}),)


def written_beside(fixed: Fixed) -> dict[str, Any]:
    """As a sheet keeps it: texts by their digest, products in full."""
    cards, behind = fixed
    return {
        "cards": [each.digest for each in cards],
        "behind": [
            [each.rules.digest, [[row.code, row.name, dict(row.numbers)] for row in each.products]]
            for each in behind
        ],
    }


def read_beside(beside: Mapping[str, Any]) -> Fixed:
    """Back from what a sheet keeps; one query. A sheet older than this keeps nothing."""
    cards, behind = beside.get("cards", ()), beside.get("behind", ())
    named = [*cards, *(digest for digest, _ in behind)]
    rows = Revision.objects.filter(rules_digest__in=named).select_related("offering")
    held = {row.rules_digest: rules_of(row) for row in rows}
    return tuple(held[digest] for digest in cards), tuple(
        Behind(held[digest], tuple(Product(*each) for each in products))
        for digest, products in behind
    )
