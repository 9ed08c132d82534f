"""A clause stands in one policy alone: its code is how people and papers cite it."""

from kerong.catalogue.errors import ClauseTaken
from kerong.catalogue.models import Revision
from kerong.catalogue.revisions import rules_of
from kerong.rules.offering import POLICY, OfferingRules


def require_clauses_of_its_own(rules: OfferingRules) -> None:
    """Raises ClauseTaken for a code that any revision of another policy has; one query."""
    codes = {clause.code for clause in rules.clauses}
    if not codes:
        return
    others = Revision.objects.filter(offering__kind=POLICY).exclude(offering__code=rules.key)
    for revision in others.select_related("offering"):
        for clause in rules_of(revision).clauses:
            if clause.code in codes:
                raise ClauseTaken(code=clause.code, key=revision.offering.code)
