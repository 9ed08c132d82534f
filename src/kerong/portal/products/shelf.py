"""What the supermarket shows of a product: published numbers, and words where there are none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from kerong.catalogue.access import shelf_listing
from kerong.catalogue.matching import calculate
from kerong.catalogue.models import Listing, ListingRevision
from kerong.kernel.actor import Actor
from kerong.portal.calculator.cards import Reason, reason_of
from kerong.web import formats
from kerong.web.tables import finding
from kerong.web.words import said

_UNSECURED = ("credit", "credit+risk_fund")


@dataclass(frozen=True)
class Product:
    """A listing on the shelf; `result` is its entry in a calculation of the day."""

    listing: Listing
    result: Mapping[str, Any]

    @property
    def code(self) -> str:
        return self.listing.code

    @property
    def revision(self) -> ListingRevision:
        live = self.listing.live
        assert live is not None
        return live

    @property
    def guarantee(self) -> str:
        return said(self.revision.guarantee, "listing_guarantee")

    @property
    def rate(self) -> str | None:
        """The yearly rate of the day as a fraction, None where none is published."""
        rate: str | None = self.result.get("annual_rate")
        return rate

    @property
    def rate_said(self) -> str:
        """`2.85%` or `2.85%–4.50%`; empty where nothing is published."""
        low, high = self.rate, self.revision.rate_to_ppm
        if low is None:
            return ""
        ends = [formats.rate(low)] + ([formats.rate(high)] if high is not None else [])
        return "–".join(dict.fromkeys(ends))

    @property
    def reasons(self) -> list[Reason]:
        return [reason_of(line) for line in self.result.get("lines", ())]


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; empty means everything."""

    text: str = ""
    kind: str = ""
    guarantee: str = ""
    least_fen: int | None = None
    least_months: int | None = None


def products_on(wanted: Wanted, sort: str, *, actor: Actor, on: date) -> list[Product]:
    """The shelf in order; one query beside those of the calculation."""
    results = _published(actor, on)
    found = [Product(row, results.get(row.code, {})) for row in _shelf(wanted)]
    return sorted(found, key=ORDERS.get(sort, ORDERS["name"]))


def product_on(code: str, *, actor: Actor, on: date) -> Product:
    """One product; raises ListingAbsent."""
    listing = shelf_listing(code)
    return Product(listing, _published(actor, on).get(code, {}))


def products_named(codes: Iterable[str]) -> dict[str, Listing]:
    """Listings on the shelf by code; one query."""
    rows = _live().filter(code__in=list(codes))
    return {row.code: row for row in rows}


def _published(actor: Actor, on: date) -> dict[str, Mapping[str, Any]]:
    """The calculation without any fact: what is published holds whoever asks."""
    document = calculate(facts={}, as_of=on, on=on, actor=actor, language=_language())
    return {result["listing"]: result for result in document["results"]}


def _language() -> str:
    return "en" if formats.is_english() else "zh-hans"


def _live() -> QuerySet[Listing]:
    return Listing.objects.filter(state=Listing.State.LIVE).select_related("institution", "live")


def _shelf(wanted: Wanted) -> QuerySet[Listing]:
    rows = _live().filter(finding(wanted.text, "find_text"))
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.guarantee == "unsecured":
        rows = rows.filter(live__guarantee__in=_UNSECURED)
    elif wanted.guarantee:
        rows = rows.filter(live__guarantee=wanted.guarantee)
    if wanted.least_fen is not None:
        rows = rows.filter(live__cap_fen__gte=wanted.least_fen)
    if wanted.least_months is not None:
        rows = rows.filter(live__term_months__gte=wanted.least_months)
    return rows


def _by_name(product: Product) -> Any:
    return product.listing.kind, product.listing.is_sample, product.listing.name, product.code


def _by_cap(product: Product) -> Any:
    return -(product.revision.cap_fen or 0), _by_name(product)


def _by_rate(product: Product) -> Any:
    return product.rate is None, Fraction(product.rate or 0), _by_name(product)


def _by_term(product: Product) -> Any:
    return -(product.revision.term_months or 0), _by_name(product)


ORDERS: dict[str, Callable[[Product], Any]] = {
    "name": _by_name,
    "limit": _by_cap,
    "rate": _by_rate,
    "term": _by_term,
}
