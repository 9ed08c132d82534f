"""Returning a listing: the second person says what is wrong and hands the form back."""

from datetime import datetime

from django.db import transaction

from kerong.catalogue.access import DECIDE_LISTING, own_listing
from kerong.catalogue.approve_listing import submitted_revision
from kerong.catalogue.errors import ListingMoved, ReturnNeedsWords
from kerong.catalogue.models import ListingRevision
from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.trail.record import record

_STATE = ListingRevision.State


def return_listing(*, actor: Actor, code: str, words: str, at: datetime) -> ListingRevision:
    """Give the submitted form back with words; what is on the shelf stays as it is."""
    DECIDE_LISTING.require(actor)
    if not words.strip():
        raise ReturnNeedsWords()
    with transaction.atomic():
        listing = own_listing(actor, code)
        revision = submitted_revision(listing, step="returned", step_zh="退回")
        moved = ListingRevision.objects.filter(pk=revision.pk, state=_STATE.SUBMITTED).update(
            state=_STATE.RETURNED,
            returned_by_id=actor.person_id,
            returned_at=at,
            returned_words=words.strip()[:300],
        )
        if not moved:
            raise ListingMoved(code=listing.code)
        record(
            stream=listing.reference,
            kind="listing.returned",
            actor=actor,
            at=at,
            subject=listing.reference,
            facts={"no": revision.no, "digest": revision.digest, "words": words.strip()[:300]},
        )
        if revision.drafted_by_id is not None:
            tell(
                to=f"person:{revision.drafted_by_id}",
                kind="listing.returned",
                facts={"name": listing.name, "code": listing.code, "words": words.strip()[:300]},
                subject=listing.reference,
                at=at,
            )
    revision.refresh_from_db()
    return revision
