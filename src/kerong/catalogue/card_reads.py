"""What published scorecards read, for whoever asks what a computed fact gives away."""

from functools import lru_cache

from kerong.catalogue.models import Revision
from kerong.catalogue.number import CatalogueStand, catalogue_stand
from kerong.catalogue.revisions import rules_of
from kerong.rules.engine_1.missing import everything_read
from kerong.rules.formulas.nodes import facts_read
from kerong.rules.offering import SCORECARD


def facts_behind(code: str) -> frozenset[str]:
    """Every fact that any published card feeding this fact reads, whatever the day and place.

    Wider than the one card that counted: what is shown must be covered whichever it was. One
    indexed read until the catalogue moves.
    """
    return _behind(catalogue_stand()).get(code, frozenset())


@lru_cache(maxsize=2)
def _behind(stand: CatalogueStand) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for revision in Revision.objects.filter(offering__kind=SCORECARD).select_related("offering"):
        card = rules_of(revision).scorecard
        if card is None or card.feeds is None:
            continue
        read = {code for node in card.nodes for code in facts_read(node)}
        held = found.get(card.feeds, frozenset())
        found[card.feeds] = held | everything_read(read)
    return found
