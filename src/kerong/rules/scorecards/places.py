"""Where a scorecard counts: one rule for one firm, columns, the shelf and nightly runs."""

from collections.abc import Sequence

NOT_MEANT = -1


def nearness(places: Sequence[str], division: str | None) -> int:
    """How closely a card names the division: letters of the longest fitting prefix.

    A card without places holds everywhere, for a firm whose place is unknown as well: 0. A card
    for places the division does not lie in is not meant: NOT_MEANT. Of the cards that feed one
    fact the nearest counts.
    """
    if not places:
        return 0
    where = division or ""
    return max((len(each) for each in places if where.startswith(each)), default=NOT_MEANT)
