"""Published revisions as rules: parsed once a process, picked by the day of the decision."""

import json
from datetime import date
from functools import lru_cache

from kerong.catalogue.errors import OfferingAbsent
from kerong.catalogue.models import Revision
from kerong.rules.offering import LISTED_KINDS, OfferingRules
from kerong.rules.texts import parse_offering


def revisions_in_force(on: date, kinds: tuple[str, ...] = LISTED_KINDS) -> list[Revision]:
    """The newest revision of every offering open on the day, in the order of their keys.

    Without `kinds` those that institutions keep products of; class tests and scorecards by name.
    """
    begun = Revision.objects.filter(in_force_from__lte=on, offering__kind__in=kinds)
    begun = begun.select_related("offering")
    newest: dict[int, Revision] = {}
    for revision in begun.order_by("offering__code", "no"):
        newest[revision.offering_id] = revision
    return [
        revision
        for revision in newest.values()
        if revision.in_force_until is None or on <= revision.in_force_until
    ]


def revision_for(key: str, on: date) -> Revision:
    """The revision of one offering in force on the day; raises OfferingAbsent."""
    for revision in revisions_in_force(on):
        if revision.offering.code == key:
            return revision
    raise OfferingAbsent(key=key[:64])


def rules_of(revision: Revision) -> OfferingRules:
    """The rules as frozen classes; a digest never changes its meaning, so it is parsed once."""
    return _parsed(revision.digest, revision.body, f"{revision.offering.code}/{revision.no}")


@lru_cache(maxsize=512)
def _parsed(digest: str, body: str, file: str) -> OfferingRules:
    return parse_offering(json.loads(body), file=file)
