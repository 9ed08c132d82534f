"""What is shown of a listing beside its rules."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """What is shown of a listing beside its rules; texts as the institution gave them."""

    code: str
    name: str
    institution: str
    kind: str
    method: str
    day_count: str
    fee_ppm: int
    verified: bool
    source: str
    listing_id: int
    listing_revision_id: int
    revision_id: int
    revision_digest: str
