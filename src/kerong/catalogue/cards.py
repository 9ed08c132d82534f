"""What is shown of a listing beside its rules."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a listing beside its rules; texts as the institution gave them.

    `programmes` are the policies it names as its own, by key; `served` the prefixes of divisions
    it lends in, any where there are none.
    `stale_lpr`: the day of the LPR its rate rests on, where a newer one should be held by now.
    """

    code: str
    name: str
    institution: str
    kind: str
    method: str
    day_count: str
    fee_ppm: int
    guarantee: str
    verified: bool
    source: str
    listing_id: int
    listing_revision_id: int
    revision_id: int
    revision_digest: str
    stale_lpr: date | None = None
    programmes: frozenset[str] = frozenset()
    served: tuple[str, ...] = ()
