"""Drafting a listing: an institution fills, or fills again, the form of a product of its own."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.catalogue.access import DRAFT_LISTING, own_listing
from kerong.catalogue.errors import ListingMoved, ListingRetired, WrongListingState
from kerong.catalogue.forms import ListingForm, fill_revision
from kerong.catalogue.models import Listing, ListingRevision, Offering
from kerong.catalogue.number import next_listing_code
from kerong.catalogue.revisions import revision_for, rules_of
from kerong.kernel.actor import Actor
from kerong.parties.models import Institution
from kerong.parties.names import find_text_of, initials_of
from kerong.rules.offering import OfferingRules
from kerong.trail.record import record

_NEVER_DRAFTED = frozenset(
    (
        "id",
        "listing",
        "no",
        "in_force_from",
        "submitted_at",
        "approved_by",
        "approved_at",
        "returned_by",
        "returned_at",
        "returned_words",
    )
)
_WRITTEN = [
    each.attname
    for each in ListingRevision._meta.concrete_fields
    if each.name not in _NEVER_DRAFTED
]
NAMED = ("name", "initials", "find_text")
OPEN_STATES = (ListingRevision.State.DRAFT, ListingRevision.State.RETURNED)


def draft_listing(
    *, actor: Actor, at: datetime, form: ListingForm, offering: str = "", code: str = ""
) -> ListingRevision:
    """Save the form as a draft: of a new product (give `offering`) or of an existing one (`code`).

    A draft or returned revision is overwritten, an approved one gets a successor, a submitted one
    must be decided first. Raises ListingNumbersFault for numbers outside the pack's ranges.
    """
    DRAFT_LISTING.require(actor)
    with transaction.atomic():
        if code:
            listing = own_listing(actor, code)
            rules = rules_of(revision_for(listing.offering.code, localdate(at)))
        else:
            pack = revision_for(offering, localdate(at))
            owner = Institution.objects.get(pk=actor.institution_id)
            listing = new_listing(pack.offering, owner, form.name)
            rules = rules_of(pack)
        return keep_draft(actor=actor, at=at, form=form, listing=listing, rules=rules)


def keep_draft(
    *, actor: Actor, at: datetime, form: ListingForm, listing: Listing, rules: OfferingRules
) -> ListingRevision:
    """The draft itself, for acts of this package that have checked the actor and hold the
    transaction."""
    if listing.state == Listing.State.DRAFT and listing.name != form.name:
        name_listing(listing, form.name)
        listing.save(update_fields=NAMED)
    revision = _open_revision(listing)
    fill_revision(revision, form, rules)
    revision.drafted_by_id = actor.person_id
    revision.drafted_at = at
    revision.verified = True  # the institution speaks of its own product
    revision.state = ListingRevision.State.DRAFT
    _write(revision)
    record(
        stream=listing.reference,
        kind="listing.drafted",
        actor=actor,
        at=at,
        subject=listing.reference,
        facts={"no": revision.no, "digest": revision.digest},
    )
    return revision


def _write(revision: ListingRevision) -> None:
    """Insert, or overwrite only what is still open: the other hand may have moved it meanwhile."""
    if revision.pk is None:
        try:
            with transaction.atomic():
                revision.save(force_insert=True)
        except IntegrityError:
            raise ListingMoved(code=revision.listing.code) from None
        return
    written = {name: getattr(revision, name) for name in _WRITTEN}
    still_open = ListingRevision.objects.filter(pk=revision.pk, state__in=OPEN_STATES)
    if not still_open.update(**written):
        raise ListingMoved(code=revision.listing.code)


def new_listing(offering: Offering, owner: Institution, name: str) -> Listing:
    """A product of the institution that is not on the shelf yet, with a code of its own."""
    listing = Listing(
        code=next_listing_code(), offering=offering, institution=owner, kind=offering.kind
    )
    name_listing(listing, name)
    listing.save()
    return listing


def name_listing(listing: Listing, name: str) -> None:
    """Set the name and what a search for it looks through; the institution keeps its own names."""
    listing.name = name.strip()[:120]
    listing.initials = initials_of(listing.name)[:160]
    listing.find_text = find_text_of(listing.name, listing.initials)[:300]


def _open_revision(listing: Listing) -> ListingRevision:
    if listing.state == Listing.State.RETIRED:
        raise ListingRetired(code=listing.code)
    last = listing.revisions.order_by("-no").first()
    if last is None:
        return ListingRevision(listing=listing, no=1)
    if last.state == ListingRevision.State.APPROVED:
        return ListingRevision(listing=listing, no=last.no + 1)
    if last.state in OPEN_STATES:
        return last
    raise WrongListingState(
        code=listing.code, state=last.get_state_display(), step="changed", step_zh="修改"
    )
