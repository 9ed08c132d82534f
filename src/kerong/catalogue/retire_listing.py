"""Retiring a listing: the product leaves the shelf; its history and every case about it stay."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.catalogue.access import RETIRE_LISTING, own_listing
from kerong.catalogue.errors import ListingMoved, ListingRetired, RetireNeedsWords
from kerong.catalogue.models import Listing
from kerong.catalogue.number import raise_catalogue_number
from kerong.kernel.actor import Actor
from kerong.trail.record import record


def retire_listing(*, actor: Actor, code: str, words: str, at: datetime) -> Listing:
    """Take the product off the shelf from today on; there is no way back, only a new product."""
    RETIRE_LISTING.require(actor)
    if not words.strip():
        raise RetireNeedsWords()
    with transaction.atomic():
        listing = own_listing(actor, code)
        if listing.state == Listing.State.RETIRED:
            raise ListingRetired(code=listing.code)
        moved = Listing.objects.filter(pk=listing.pk, retired_at=None).update(
            state=Listing.State.RETIRED,
            retired_at=at,
            retired_on=localdate(at),
            retired_by_id=actor.person_id,
            retired_words=words.strip()[:300],
        )
        if not moved:
            raise ListingMoved(code=listing.code)
        raise_catalogue_number()
        record(
            stream=listing.reference,
            kind="listing.retired",
            actor=actor,
            at=at,
            subject=listing.reference,
            facts={"words": words.strip()[:300]},
        )
    listing.refresh_from_db()
    return listing
