"""Approving a listing: a second person puts the form on the shelf, from then on it counts."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.catalogue.access import DECIDE_LISTING, own_listing
from kerong.catalogue.draft_listing import NAMED, name_listing
from kerong.catalogue.errors import ListingMoved, ListingRetired, SamePerson, WrongListingState
from kerong.catalogue.models import Listing, ListingRevision
from kerong.catalogue.number import raise_catalogue_number
from kerong.catalogue.revisions import revision_for, rules_of
from kerong.kernel.actor import Actor
from kerong.notices.tell import tell
from kerong.rules.listings import listing_arguments
from kerong.trail.record import record

_STATE = ListingRevision.State


def approve_listing(*, actor: Actor, code: str, digest: str, at: datetime) -> ListingRevision:
    """Approve exactly the content with this digest; it is in force from today on.

    Raises SamePerson when the actor filled the form, ListingMoved when it is no longer the one
    the approver saw, ListingNumbersFault when the pack has meanwhile narrowed its ranges.
    """
    DECIDE_LISTING.require(actor)
    today = localdate(at)
    with transaction.atomic():
        listing = own_listing(actor, code)
        revision = submitted_revision(listing, step="approved", step_zh="通过")
        if revision.drafted_by_id == actor.person_id:
            raise SamePerson()
        if revision.digest != digest:
            raise ListingMoved(code=listing.code)
        rules = rules_of(revision_for(listing.offering.code, today))
        listing_arguments(rules, listing.code, revision.numbers)
        moved = ListingRevision.objects.filter(
            pk=revision.pk, state=_STATE.SUBMITTED, digest=digest
        ).update(
            state=_STATE.APPROVED,
            approved_by_id=actor.person_id,
            approved_at=at,
            in_force_from=today,
        )
        shelved = Listing.objects.filter(pk=listing.pk, retired_at=None).update(
            live=revision, state=Listing.State.LIVE, **_names(listing, revision)
        )
        if not moved or not shelved:
            raise ListingMoved(code=listing.code)
        raise_catalogue_number()
        _tell_everyone(listing, revision, actor, at)
    revision.refresh_from_db()
    return revision


def _names(listing: Listing, revision: ListingRevision) -> dict[str, str]:
    """The approved name, and what finds it; the product keeps its own where the form has none."""
    if not revision.name:
        return {}
    name_listing(listing, revision.name)
    return {column: getattr(listing, column) for column in NAMED}


def submitted_revision(listing: Listing, *, step: str, step_zh: str) -> ListingRevision:
    """The revision waiting for a decision; raises WrongListingState when none waits."""
    if listing.state == Listing.State.RETIRED:
        raise ListingRetired(code=listing.code)
    last = listing.revisions.order_by("-no").first()
    if last is None or last.state != _STATE.SUBMITTED:
        state = last.get_state_display() if last else "—"
        raise WrongListingState(code=listing.code, state=state, step=step, step_zh=step_zh)
    return last


def _tell_everyone(listing: Listing, revision: ListingRevision, actor: Actor, at: datetime) -> None:
    record(
        stream=listing.reference,
        kind="listing.approved",
        actor=actor,
        at=at,
        subject=listing.reference,
        facts={"no": revision.no, "digest": revision.digest},
    )
    if revision.drafted_by_id is not None:
        tell(
            to=f"person:{revision.drafted_by_id}",
            kind="listing.approved",
            facts={"name": listing.name, "code": listing.code, "by": actor.name},
            subject=listing.reference,
            at=at,
        )
