"""What the screens about products ask: the shelf, one product, comparing, an institution's own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, F, Q, QuerySet, Value, When

from kerong.catalogue.access import own_listing, shelf_listing
from kerong.catalogue.errors import ListingAbsent, TooManyToCompare
from kerong.catalogue.models import Listing, ListingRevision
from kerong.catalogue.models.listing import Guarantee
from kerong.kernel.actor import Actor
from kerong.kernel.ratios import MILLION
from kerong.parties.names import search_form
from kerong.reference.lpr import lpr_on

MOST_COMPARED = 4
PAGE = 20
SORTS = ("name", "limit", "rate", "term")
_UNSECURED = (Guarantee.CREDIT, Guarantee.CREDIT_RISK_FUND)


@dataclass(frozen=True, kw_only=True)
class ShelfFilters:
    """What the supermarket is narrowed to; empty means everything.

    `division` keeps what is offered to a firm of that division code, `guarantee` is one kind or
    "unsecured", `verified` None shows both.
    """

    text: str = ""
    kind: str = ""
    category: str = ""
    guarantee: str = ""
    division: str = ""
    least_cap_fen: int | None = None
    least_months: int | None = None
    verified: bool | None = None
    institution_id: int | None = None


@dataclass(frozen=True)
class ShelfPage:
    """One page of products with `rate_ppm` of the day; `total` counts all that fit."""

    products: list[Listing]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class ProductPage:
    """A product as its page shows it: the live revision and the guide of its pack."""

    listing: Listing
    revision: ListingRevision
    guide: str
    history: list[ListingRevision] = field(default_factory=list)


def supermarket(
    filters: ShelfFilters, *, on: date, sort: str = "name", page: int = 1, size: int = PAGE
) -> ShelfPage:
    """A page of the shelf; three queries, however many products there are."""
    rows = _with_rate(_filtered(filters), on)
    total = rows.count()
    pages = max(1, -(-total // size))
    page = min(max(page, 1), pages)
    start = (page - 1) * size
    return ShelfPage(list(_sorted(rows, sort)[start : start + size]), total, page, pages)


def product_page(code: str) -> ProductPage:
    """One product on the shelf; raises ListingAbsent."""
    listing = shelf_listing(code)
    revision = listing.live
    if revision is None:
        raise ListingAbsent(code=code[:40])
    pack = listing.offering.revisions.order_by("-no").values_list("guide", flat=True).first()
    return ProductPage(listing, revision, pack or "")


def compared(codes: Sequence[str], *, on: date) -> list[Listing]:
    """Up to four products side by side, in the order asked; unknown codes are left out."""
    asked = list(dict.fromkeys(codes))
    if len(asked) > MOST_COMPARED:
        raise TooManyToCompare(most=MOST_COMPARED)
    rows = _with_rate(_shelf().filter(code__in=asked), on)
    found = {row.code: row for row in rows}
    return [found[code] for code in asked if code in found]


def my_listings(actor: Actor, state: str = "") -> list[Listing]:
    """Products of the actor's institution with their newest revision as `newest`; two queries."""
    rows = Listing.objects.filter(institution_id=actor.institution_id)
    if state:
        rows = rows.filter(state=state)
    found = list(rows.select_related("offering", "live").order_by("-pk"))
    newest: dict[int, ListingRevision] = {}
    for revision in _with_people(ListingRevision.objects.filter(listing__in=found)).order_by("no"):
        newest[revision.listing_id] = revision
    for listing in found:
        listing.newest = newest.get(listing.pk)  # type: ignore[attr-defined]
    return found


def waiting_for_approval(actor: Actor) -> list[ListingRevision]:
    """Submitted forms of the institution that the actor may decide: not those of their own."""
    rows = ListingRevision.objects.filter(
        listing__institution_id=actor.institution_id, state=ListingRevision.State.SUBMITTED
    ).exclude(drafted_by_id=actor.person_id)
    return list(_with_people(rows).select_related("listing__offering").order_by("submitted_at"))


def listing_page(actor: Actor, code: str) -> ProductPage:
    """A product of the institution in any state, with its whole history, newest first."""
    listing = own_listing(actor, code)
    history = list(_with_people(listing.revisions.all()).order_by("-no"))
    if not history:
        raise ListingAbsent(code=code[:40])
    return ProductPage(listing, history[0], "", history)


def _shelf() -> QuerySet[Listing]:
    shelf = Listing.objects.filter(state=Listing.State.LIVE, live__isnull=False)
    return shelf.select_related("institution", "offering", "live")


def _filtered(filters: ShelfFilters) -> QuerySet[Listing]:
    wanted: dict[str, Any] = {
        "kind": filters.kind,
        "live__category": filters.category,
        "live__cap_fen__gte": filters.least_cap_fen,
        "live__term_months__gte": filters.least_months,
        "live__verified": filters.verified,
        "institution_id": filters.institution_id,
    }
    rows = _shelf().filter(**{name: v for name, v in wanted.items() if v not in ("", None)})
    if filters.guarantee == "unsecured":
        rows = rows.filter(live__guarantee__in=_UNSECURED)
    elif filters.guarantee:
        rows = rows.filter(live__guarantee=filters.guarantee)
    for word in search_form(filters.text).split():
        rows = rows.filter(Q(find_text__contains=word) | Q(institution__find_text__contains=word))
    return _offered_in(rows, filters.division) if filters.division else rows


def _offered_in(rows: QuerySet[Listing], division: str) -> QuerySet[Listing]:
    """Those that serve everywhere, or name a prefix of the division code."""
    serves = Q(live__served="")
    for length in range(2, len(division) + 1):
        serves |= Q(live__served__contains=f" {division[:length]} ")
    return rows.filter(serves)


def _with_rate(rows: QuerySet[Listing], on: date) -> QuerySet[Listing]:
    """`rate_ppm`: the rate of the day from the published LPR, null where none follows."""
    published = lpr_on(on)
    lpr = published.one_year_ppm if published else None
    add, share = F("live__rate_add_ppm"), F("live__lpr_share_ppm")
    known = add + share * Value(lpr) / MILLION if lpr is not None else Value(None)
    fixed = When(live__lpr_share_ppm=0, then=add)
    return rows.annotate(rate_ppm=Case(fixed, default=known))


def _sorted(rows: QuerySet[Listing], sort: str) -> QuerySet[Listing]:
    by = {
        "limit": F("live__cap_fen").desc(nulls_last=True),
        "rate": F("rate_ppm").asc(nulls_last=True),
        "term": F("live__term_months").desc(nulls_last=True),
    }
    first = [by[sort]] if sort in by else []
    return rows.order_by(*first, "is_sample", "kind", "name", "code")


def _with_people(rows: QuerySet[ListingRevision]) -> QuerySet[ListingRevision]:
    return rows.select_related("drafted_by", "approved_by", "returned_by", "listing")
