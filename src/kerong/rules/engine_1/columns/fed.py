"""Column twin of facts that scorecards feed: row by row the card of the narrowest place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.exact import (
    Column,
    Exact,
    Known,
    Words,
    both,
    nowhere,
    over_one_denominator,
)
from kerong.rules.engine_1.columns.whole import Watch
from kerong.rules.engine_1.feeds import Feed


@dataclass(frozen=True, slots=True)
class FedColumn:
    """One card of a fact; `number` is its formula in the graph, None where a weight has no value
    on the day."""

    feed: Feed
    number: int | None


def fed_column(
    watch: Watch,
    cards: Sequence[FedColumn],
    column_of: Callable[[int], Exact],
    division: Words | None,
) -> Column:
    """The fact as cards compute it; `division` is None where one card counts everywhere."""
    rows = watch.rows
    parts = [nowhere(rows) if each.number is None else column_of(each.number) for each in cards]
    place, listed = _card_of(cards, division, rows)
    known = both(listed, _known_where_chosen(place, parts, rows))
    if cards[0].feed.codes:
        return _grades(cards, parts, place, known)
    numbers, per = over_one_denominator(watch, parts)
    chosen = numbers[0]
    for at, number in enumerate(numbers[1:], start=1):
        chosen = watch.either(place == at, number, chosen)
    return Exact(chosen, per, known)


def _card_of(
    cards: Sequence[FedColumn], division: Words | None, rows: int
) -> tuple[NDArray[np.int16], Known]:
    """Which card counts for each row, narrowest place first, and whether there is one.

    Where the place is unknown it is the card for everywhere.
    """
    if division is None:
        return np.zeros(rows, dtype=np.int16), None
    prefixes = [each.feed.prefix for each in cards]
    found = [
        next((at for at, prefix in enumerate(prefixes) if str(word).startswith(prefix)), -1)
        for word in division.words
    ]
    place: NDArray[np.int16] = division.looked_up(found, np.int16)
    if division.known is not None:
        everywhere = prefixes.index("") if "" in prefixes else -1
        place = np.where(division.known, place, np.int16(everywhere))
    return np.maximum(place, 0), place >= 0


def _known_where_chosen(place: NDArray[np.int16], parts: Sequence[Exact], rows: int) -> Known:
    """Only the card that counts has to be known: another place's may lack anything."""
    known = np.zeros(rows, dtype=bool)
    for at, part in enumerate(parts):
        here = place == at
        known |= here if part.known is None else here & part.known
    return known


def _grades(
    cards: Sequence[FedColumn], parts: Sequence[Exact], place: NDArray[np.int16], known: Known
) -> Words:
    """Numbers of grades, counted from the lowest, as places in the words of all cards."""
    places = np.zeros(len(place), dtype=np.int32)
    words: list[str] = []
    for at, (card, part) in enumerate(zip(cards, parts, strict=True)):
        rank = np.broadcast_to(part.number.at // part.per.at, places.shape)
        here = place == at
        highest = len(card.feed.codes) - 1
        places[here] = np.clip(rank[here], 0, highest).astype(np.int32) + len(words)
        words += card.feed.codes
    return Words(places, tuple(words), known)
