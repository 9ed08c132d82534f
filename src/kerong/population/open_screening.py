"""Having a product screened: an institution's approver opens it, every run keeps it up to date."""

from datetime import datetime

from django.db import IntegrityError, transaction

from kerong.catalogue.access import own_listing
from kerong.catalogue.models import Listing
from kerong.kernel.actor import Actor
from kerong.population.access import KEEP_SCREENING
from kerong.population.errors import NotScreenable, ScreeningOpen
from kerong.population.models import Screening
from kerong.trail.record import record


def open_screening(*, actor: Actor, code: str, valid_days: int, at: datetime) -> Screening:
    """The screening, filled by the next run. Raises ListingAbsent for a product of others,
    NotScreenable for one off the shelf, ScreeningOpen when it is screened already."""
    KEEP_SCREENING.require(actor)
    listing = own_listing(actor, code)
    if listing.state != Listing.State.LIVE or listing.kind != "loan":
        raise NotScreenable()
    with transaction.atomic():
        screening = Screening(
            listing=listing,
            institution_id=listing.institution_id,
            valid_days=valid_days,
            opened_by_id=actor.person_id,
            opened_at=at,
        )
        try:
            with transaction.atomic():
                screening.save(force_insert=True)
        except IntegrityError:
            raise ScreeningOpen() from None
        record(
            stream=screening.reference,
            kind="screening.opened",
            actor=actor,
            at=at,
            subject=screening.reference,
            facts={"listing": listing.code, "days": valid_days},
        )
    return screening
