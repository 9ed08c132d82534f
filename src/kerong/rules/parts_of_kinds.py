"""Which parts a text of each kind has: a class test no offer, only a policy a benefit."""

from kerong.rules.offering import CLASS, LISTED_KINDS, POLICY, SCORECARD
from kerong.rules.text_classes import OfferingText


def require_parts_of_kind(text: OfferingText) -> None:
    """Refuses a part the kind has no use for, and a missing one it cannot do without."""
    if text.kind == POLICY:
        _without(text, {"scorecard": text.scorecard, "offer": text.offer})
        _with(text, {"eligibility": text.eligibility, "benefit": text.benefit})
        return
    _without(text, {"benefit": text.benefit, "clauses": text.clauses})
    if text.kind in LISTED_KINDS:
        _without(text, {"scorecard": text.scorecard})
        return
    _without(text, {"listing_fields": text.listing_fields, "process": text.process})
    if text.kind == CLASS:
        _without(text, {"offer": text.offer})
        _with(text, {"eligibility": text.eligibility})
    if text.kind == SCORECARD:
        _without(text, {"eligibility": text.eligibility})
        _with(text, {"scorecard": text.scorecard})


def _with(text: OfferingText, parts: dict[str, object]) -> None:
    for name, part in parts.items():
        if part is None:
            text.place.refuse("text.missing", key=name)


def _without(text: OfferingText, parts: dict[str, object]) -> None:
    for name, part in parts.items():
        if part:
            text.place.below(name).refuse("text.part_of_kind", part=name, kind=text.kind)
