"""Which parts a text of each kind has: a class test no offer, a scorecard no eligibility."""

from kerong.rules.offering import CLASS, LISTED_KINDS, SCORECARD
from kerong.rules.text_classes import OfferingText


def require_parts_of_kind(text: OfferingText) -> None:
    """Refuses a part the kind has no use for, and a missing one it cannot do without."""
    if text.kind in LISTED_KINDS:
        _without(text, {"scorecard": text.scorecard})
        return
    _without(text, {"listing_fields": text.listing_fields, "process": text.process})
    if text.kind == CLASS:
        _without(text, {"offer": text.offer})
        if text.eligibility is None:
            text.place.refuse("text.missing", key="eligibility")
    if text.kind == SCORECARD:
        _without(text, {"eligibility": text.eligibility})
        if text.scorecard is None:
            text.place.refuse("text.missing", key="scorecard")


def _without(text: OfferingText, parts: dict[str, object]) -> None:
    for name, part in parts.items():
        if part:
            text.place.below(name).refuse("text.part_of_kind", part=name, kind=text.kind)
