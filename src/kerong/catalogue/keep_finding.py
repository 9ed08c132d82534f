"""Keeping a finding: what was computed for a product when a firm ordered it, to be made again."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from kerong.catalogue.access import KEEP_FINDING
from kerong.catalogue.errors import ListingAbsent
from kerong.catalogue.models import StoredFinding
from kerong.catalogue.plans import plan_for
from kerong.catalogue.policies.keep_easing import counted_on, keep_easing
from kerong.catalogue.storing import stored
from kerong.kernel.actor import Actor
from kerong.kernel.errors import NotFound
from kerong.parties.models import Enterprise
from kerong.rules.findings import finding_of
from kerong.rules.values import Value


def keep_finding(
    *,
    enterprise: Enterprise,
    code: str,
    facts: Mapping[str, Value | None],
    as_of: date,
    on: date,
    actor: Actor,
    at: datetime,
) -> StoredFinding:
    """The stored finding of one product for the actor's own firm; the same answer is one row.

    Its `digest` is what a need cites; which policies were counted is kept beside it. Raises
    ListingAbsent when the product left the shelf.
    """
    KEEP_FINDING.require(actor)
    if enterprise.pk != actor.enterprise_id:
        raise NotFound()
    held = plan_for(on)
    place = held.place_of(code)
    if place is None:
        raise ListingAbsent(code=code[:40])
    card = held.cards[place]
    results = held.plan.run(facts, on)
    finding = finding_of(results[place])
    row = StoredFinding(
        enterprise=enterprise,
        listing_id=card.listing_id,
        revision_id=card.revision_id,
        listing_revision_id=card.listing_revision_id,
        as_of_on=as_of,
        decided_on=on,
        stored_at=at,
    )
    counted = counted_on(held, results, place)
    with transaction.atomic():
        kept = stored(row, finding, held.plan.reference)
        if counted is not None:
            keep_easing(kept, counted)
    return kept
