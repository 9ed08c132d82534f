"""What the supermarket shows of a product: published numbers, and words where there are none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kerong.catalogue.matching import calculate_clauses, calculate_listing
from kerong.catalogue.models import Listing, ListingRevision
from kerong.catalogue.reads import ShelfFilters, product_page, supermarket
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.portal.calculator.cards import Reason, reason_of
from kerong.portal.calculator.eased import Eased, eased_of
from kerong.portal.calculator.firms import firm_asked
from kerong.portal.calculator.sheet import Seen
from kerong.web import formats
from kerong.web.tables import PageShown
from kerong.web.words import said

PAGE = 20


@dataclass(frozen=True)
class Product:
    """A listing on the shelf with the rate of the day; `reasons` are its conditions in words.

    `result` is its calculation, of the firm that looks at it where `own`; `eased` with policies.
    """

    listing: Listing
    rate_ppm: int | None
    reasons: list[Reason] = field(default_factory=list)
    result: Mapping[str, Any] = field(default_factory=dict)
    eased: Eased | None = None
    own: bool = False

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
    def follows_lpr(self) -> bool:
        return bool(self.revision.lpr_share_ppm)

    @property
    def rate_said(self) -> str:
        """`2.85%` or `2.85%–4.50%`; empty where nothing is published."""
        ends = (self.rate_ppm, self.revision.rate_to_ppm)
        known = [formats.rate(end) for end in ends if end is not None]
        return "" if self.rate_ppm is None else "–".join(dict.fromkeys(known))


def products_on(
    filters: ShelfFilters, sort: str, page: int, *, on: date
) -> tuple[list[Product], PageShown]:
    """One page of the shelf."""
    found = supermarket(filters, on=on, sort=sort, page=page, size=PAGE)
    shown = [product_of(listing) for listing in found.products]
    return shown, PageShown(found.page, found.pages, PAGE, found.total, (PAGE,))


def product_on(code: str, *, actor: Actor, on: date) -> Product:
    """One product with its conditions, as they are put to whoever asks; raises ListingAbsent.

    A firm sees limit, cost and policies by its own facts, everybody else by none.
    """
    listing = product_page(code).listing
    language = "en" if formats.is_english() else "zh-hans"
    own = actor.role in roles.FIRM
    seen = firm_asked(actor, "", on=on) if own else Seen()
    asked: dict[str, Any] = {"facts": seen.facts, "on": on, "actor": actor, "language": language}
    result = calculate_listing(code=code, doubtful=seen.doubtful, **asked)
    touched = result["with_policies"] or {"counted": [], "open": []}
    codes = [row["clause"] for kind in ("counted", "open") for row in touched[kind]]
    rate = formats.ratio_of(result["annual_rate"])
    return Product(
        listing,
        None if rate is None else int(rate * 10**6),
        [reason_of(line) for line in result["lines"]],
        result,
        eased_of(result, calculate_clauses(codes=codes, **asked)),
        own,
    )


def product_of(listing: Any) -> Product:
    """A listing as the reads of the catalogue give it, with `rate_ppm` on it."""
    return Product(listing, listing.rate_ppm)
