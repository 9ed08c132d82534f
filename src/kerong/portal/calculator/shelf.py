"""What the shelf adds to a calculated product: security, words, whether it is a sample."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from kerong.catalogue.models import Listing
from kerong.catalogue.number import CatalogueStand, catalogue_stand
from kerong.web.words import said

_MOST = 4
_held: OrderedDict[CatalogueStand, Mapping[str, "Shelved"]] = OrderedDict()
_guard = Lock()


@dataclass(frozen=True, slots=True)
class Shelved:
    """`words` are the conditions the institution examines itself.

    `follows_lpr`: its rate moves with the LPR.
    """

    guarantee: str
    words: str
    is_sample: bool
    institution_id: int
    follows_lpr: bool = False

    @property
    def guarantee_words(self) -> str:
        return said(self.guarantee, "listing_guarantee") if self.guarantee else ""


def shelf() -> Mapping[str, Shelved]:
    """By listing code; read again only when the catalogue has moved."""
    key = catalogue_stand()
    with _guard:
        if key in _held:
            return _held[key]
    fresh = _read()
    with _guard:
        _held[key] = fresh
        while len(_held) > _MOST:
            _held.popitem(last=False)
    return fresh


def _read() -> Mapping[str, Shelved]:
    rows = Listing.objects.filter(live__isnull=False).values_list(
        "code",
        "live__guarantee",
        "live__words",
        "is_sample",
        "institution_id",
        "live__lpr_share_ppm",
    )
    return {
        code: Shelved(guarantee, words, is_sample, institution_id, bool(lpr_share))
        for code, guarantee, words, is_sample, institution_id, lpr_share in rows
    }
