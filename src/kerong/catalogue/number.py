"""The catalogue number: raised by whatever a calculation must see, read once a request."""

import secrets
from typing import NamedTuple

from django.db.models import F

from kerong.catalogue.models import CatalogueNumber

_STAMP_BYTES = 8


class CatalogueStand(NamedTuple):
    """Where the catalogue stands; `stamp` tells apart two pasts that reached one number."""

    no: int
    stamp: str


def catalogue_stand() -> CatalogueStand:
    """The stand now; one read by primary key, number 0 for a catalogue never filled."""
    row = CatalogueNumber.objects.filter(pk=1).values_list("value", "stamp").first()
    return CatalogueStand(*row) if row else CatalogueStand(0, "")


def raise_catalogue_number() -> None:
    """Called inside the transaction that publishes, approves or retires."""
    _count_up("value", stamp=secrets.token_hex(_STAMP_BYTES))


def next_listing_code() -> str:
    """A code for a product an institution adds itself: P000001, P000002 …"""
    _count_up("listings_made")
    made = CatalogueNumber.objects.values_list("listings_made", flat=True).get(pk=1)
    return f"P{made:06d}"


def _count_up(column: str, **also: str) -> None:
    if not CatalogueNumber.objects.filter(pk=1).update(**{column: F(column) + 1}, **also):
        CatalogueNumber.objects.bulk_create([CatalogueNumber(pk=1)], ignore_conflicts=True)
        CatalogueNumber.objects.filter(pk=1).update(**{column: F(column) + 1}, **also)
