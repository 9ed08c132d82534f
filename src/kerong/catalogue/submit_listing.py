"""Submitting a listing: the form is closed and waits for a second person."""

from datetime import datetime

from django.db import transaction

from kerong.catalogue.access import DRAFT_LISTING, own_listing
from kerong.catalogue.errors import ListingRetired, RevisionAbsent, WrongListingState
from kerong.catalogue.models import Listing, ListingRevision
from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.trail.record import record

_STATE = ListingRevision.State


def submit_listing(*, actor: Actor, code: str, at: datetime) -> ListingRevision:
    """Hand the drafted or returned revision to the approvers of the institution."""
    DRAFT_LISTING.require(actor)
    with transaction.atomic():
        listing = own_listing(actor, code)
        if listing.state == Listing.State.RETIRED:
            raise ListingRetired(code=listing.code)
        revision = listing.revisions.exclude(state=_STATE.APPROVED).first()
        if revision is None:
            raise RevisionAbsent(code=code[:40])
        moved = ListingRevision.objects.filter(pk=revision.pk, state=_STATE.DRAFT).update(
            state=_STATE.SUBMITTED, submitted_at=at
        )
        if not moved:
            raise WrongListingState(
                code=code[:40],
                state=revision.get_state_display(),
                step="submitted",
                step_zh="提交",
            )
        record(
            stream=listing.reference,
            kind="listing.submitted",
            actor=actor,
            at=at,
            subject=listing.reference,
            facts={"no": revision.no, "digest": revision.digest},
        )
        tell(
            to=listing.institution.reference,
            kind="listing.submitted",
            facts={"name": listing.name, "code": listing.code, "by": actor.name},
            subject=listing.reference,
            at=at,
        )
    revision.refresh_from_db()
    return revision
