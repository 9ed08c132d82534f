"""Which of several routes each firm meets, or comes nearest to."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.whole import Bools
from kerong.rules.engine_1.layout import ListingLayout

MOST = 1000  # more lines than a route may have
RowsOf = Callable[[int], tuple[Bools, Bools]]


def nearest_routes(
    listing: ListingLayout, rows_of: RowsOf
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """The place of the route and its outcome by firm: the first route met, else best outcome,
    fewest lines failing, fewest open, first in the text."""
    orders, outcomes = [], []
    for route in listing.routes:
        lines = [rows_of(bit) for bit in route.line_bits]
        failing = np.add.reduce([fails.astype(np.int32) for fails, _ in lines])
        undecided = np.add.reduce([unknown.astype(np.int32) for _, unknown in lines])
        outcome = np.where(failing > 0, 0, np.where(undecided > 0, -1, 1)).astype(np.int8)
        rank = np.where(outcome == 1, 0, np.where(outcome == -1, 1, 2))
        orders.append((rank * MOST + failing) * MOST + undecided)
        outcomes.append(outcome)
    places = np.argmin(np.stack(orders), axis=0).astype(np.int8)
    chosen = np.take_along_axis(np.stack(outcomes), places[None].astype(np.intp), axis=0)[0]
    return places, chosen
