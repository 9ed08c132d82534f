"""Packs published, institutions admitted, and the 311 products of the demo put on the shelf."""

from datetime import datetime

from django.db import transaction

from kerong.catalogue.draft_listing import name_listing
from kerong.catalogue.forms import fill_revision
from kerong.catalogue.models import Listing, ListingRevision, Offering
from kerong.catalogue.number import raise_catalogue_number
from kerong.catalogue.publish_pack import publish_pack
from kerong.catalogue.revisions import revisions_in_force, rules_of
from kerong.config.demo.products import Product, real_products, sample_loans, sample_services
from kerong.config.demo.tables import ZONE, rows
from kerong.config.paths import shipped_policies
from kerong.kernel.actor import SYSTEM
from kerong.parties.models import Institution
from kerong.parties.names import find_text_of, initials_of
from kerong.rules.offering import OfferingRules
from kerong.trail.record import record

BATCH = "import:demo-listings"
NOT_JOINED = "尚未入驻平台，仅展示其公开的产品信息"


def load_listings(at: datetime) -> int:
    """Publish every pack and load every product; returns how many products stand on the shelf."""
    for folder in sorted(ZONE.glob("*/offering.yaml")):
        publish_pack(actor=SYSTEM, folder=folder.parent, at=at)
    products = [*real_products(), *sample_loans(), *sample_services()]
    named = {key for product in products for key in product.form.programmes.split()}
    for folder in shipped_policies():
        if folder.name in named:
            publish_pack(actor=SYSTEM, folder=folder, at=at)
    with transaction.atomic():
        institutions = _institutions(products, at)
        listings = _listings(products, institutions)
        _revisions(products, listings, at)
        raise_catalogue_number()
        record(
            stream=BATCH,
            kind="listings.loaded",
            actor=SYSTEM,
            at=at,
            subject=BATCH,
            facts={"products": len(products)},
        )
    return len(products)


def _institutions(products: list[Product], at: datetime) -> dict[str, Institution]:
    """Sample institutions first: the demo's accounts belong to the first two banks.

    The real ones only have their published products here. They have not joined, so they stand
    suspended: no need can be addressed to them and no consent given.
    """
    known = {row["name"]: row for row in rows("listings/sample_institutions.csv")}
    names = [*known, *(product.institution for product in products)]
    made = [
        Institution(
            name=name,
            short_name=known.get(name, {}).get("short_name", ""),
            initials=initials_of(name),
            find_text=find_text_of(name, initials_of(name)),
            kind=known.get(name, {}).get("kind", "bank"),
            is_sample=name in known,
            admitted_at=at,
            suspended_at=None if name in known else at,
            suspended_reason="" if name in known else NOT_JOINED,
        )
        for name in dict.fromkeys(names)
    ]
    Institution.objects.bulk_create(made)
    return {institution.name: institution for institution in made}


def _listings(products: list[Product], institutions: dict[str, Institution]) -> dict[str, Listing]:
    offerings = {offering.code: offering for offering in Offering.objects.all()}
    made = []
    for product in products:
        offering = offerings[product.offering]
        listing = Listing(
            code=product.code,
            offering=offering,
            institution=institutions[product.institution],
            kind=offering.kind,
            is_sample=product.is_sample,
        )
        name_listing(listing, product.form.name)
        made.append(listing)
    Listing.objects.bulk_create(made)
    return {listing.code: listing for listing in made}


def _revisions(products: list[Product], listings: dict[str, Listing], at: datetime) -> None:
    rules = {r.offering.code: rules_of(r) for r in revisions_in_force(at.date())}
    made = [_revision(p, listings[p.code], rules[p.offering], at) for p in products]
    ListingRevision.objects.bulk_create(made)
    for revision in made:
        revision.listing.live = revision
        revision.listing.state = Listing.State.LIVE
    Listing.objects.bulk_update(listings.values(), ["live", "state"], batch_size=100)


def _revision(
    product: Product, listing: Listing, rules: OfferingRules, at: datetime
) -> ListingRevision:
    """Approved without a second person: nobody filled a form, the source is cited instead."""
    revision = ListingRevision(
        listing=listing,
        no=1,
        state=ListingRevision.State.APPROVED,
        drafted_at=at,
        approved_at=at,
        year=product.year,
        confidence=product.confidence,
        verified=product.verified,
    )
    fill_revision(revision, product.form, rules)
    return revision
