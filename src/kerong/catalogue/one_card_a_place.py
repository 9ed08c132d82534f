"""One scorecard alone feeds a fact in a place on a day: checked before a card is published."""

from collections.abc import Iterator
from datetime import date

from kerong.catalogue.models import Revision
from kerong.catalogue.revisions import rules_of
from kerong.rules.engine_1.feeds import feeds_of
from kerong.rules.errors import ScorecardsOverlap
from kerong.rules.offering import SCORECARD, OfferingRules

FOREVER = date.max


def require_place_of_its_own(rules: OfferingRules) -> None:
    """Raises ScorecardsOverlap for a card whose days and places another card already has, and
    ScorecardsCircle for one that reads what cards feed.

    A narrower place is no overlap: there the narrower card counts.
    """
    card = rules.scorecard
    if card is None or card.feeds is None:
        return
    beside = [rules]
    for other, since, until in _published(rules.key):
        held = other.scorecard
        assert held is not None
        if until < rules.open_from or (rules.open_until or FOREVER) < since:
            continue
        beside.append(other)
        if held.feeds != card.feeds:
            continue
        shared = set(card.places or ("",)) & set(held.places or ("",))
        if shared:
            place = min(shared) or "-"
            raise ScorecardsOverlap(fact=card.feeds, place=place, keys=[other.key, rules.key])
    _require_strata(beside)


def _published(but: str) -> Iterator[tuple[OfferingRules, date, date]]:
    """Cards of other offerings that feed something, each with its first and last day in force."""
    rows = Revision.objects.filter(offering__kind=SCORECARD).exclude(offering__code=but)
    newer: Revision | None = None
    for row in rows.select_related("offering").order_by("offering__code", "-no"):
        until = row.in_force_until or FOREVER
        if newer is not None and newer.offering_id == row.offering_id:
            until = min(until, newer.in_force_from)
        newer = row
        rules = rules_of(row)
        if rules.scorecard is not None and rules.scorecard.feeds is not None:
            yield rules, row.in_force_from, until


def _require_strata(cards: list[OfferingRules]) -> None:
    """No card reads what a card feeds; each is looked at with one card a fact beside it."""
    fed = {each.scorecard.feeds: each for each in cards[1:] if each.scorecard is not None}
    mine = cards[0].scorecard
    assert mine is not None
    fed.pop(mine.feeds, None)
    feeds_of([cards[0], *fed.values()])
