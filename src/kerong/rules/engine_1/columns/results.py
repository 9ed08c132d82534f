"""Answers for a block: outcome, limit, rate and route of every firm and listing, in columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.exact import Known, Words
from kerong.rules.engine_1.columns.outcomes import Outcomes
from kerong.rules.engine_1.columns.whole import Bools, Ints


@dataclass(slots=True)
class Amount:
    """A whole amount a row: fen, ppm a year, months. One number where all rows have the same.

    No row goes beyond `cap`. The numbers under it are shared by the amounts that differ in their
    cap alone, and each amount is made when it is asked for.
    """

    under: Ints | int
    known: Known
    cap: int | None = None

    @property
    def at(self) -> Ints | int:
        if self.cap is None:
            return self.under
        if isinstance(self.under, int):
            return min(self.under, self.cap)
        return np.minimum(self.under, self.cap)

    def taken(self, rows: NDArray[np.intp]) -> Ints | int:
        """The amounts of these rows."""
        own = self.under if isinstance(self.under, int) else self.under[rows]
        return Amount(own, None, self.cap).at

    def full(self, rows: int) -> tuple[Ints, NDArray[np.bool_]]:
        """The amounts and where they are known, a number a row."""
        own = self.at
        at = np.full(rows, own, dtype=np.int64) if isinstance(own, int) else own
        return at, np.ones(rows, dtype=bool) if self.known is None else self.known

    def told(self, rows: int) -> list[int | None]:
        """The amounts row by row; None is unknown."""
        at, known = self.full(rows)
        pairs = zip(at.tolist(), known.tolist(), strict=True)
        return [number if there else None for number, there in pairs]

    def replace(self, rows: NDArray[np.intp], values: Sequence[int | None], count: int) -> None:
        """Put amounts computed elsewhere into these rows; None is unknown."""
        whole, there = self.full(count)
        at, known = whole.copy(), there.copy()
        at[rows] = [value or 0 for value in values]
        known[rows] = [value is not None for value in values]
        self.under, self.known, self.cap = at, known, None


@dataclass(frozen=True, slots=True)
class Listed:
    """One listing of a plan: what its rows in a file are called, where its amounts stand."""

    code: str
    offering: str
    limit_at: int
    rate_at: int
    term_at: int
    routes: tuple[str, ...]


@dataclass(slots=True)
class ColumnResults:
    """`outcomes` is listings × firms; `routes` holds, for listings with several routes, the place
    of the one met or nearest; `exact_rows` counts the firms that were answered one by one.

    `values` and `near` answer what was asked beside, in that order; `scores` holds, by fact,
    milli-points or a grade of every firm.
    """

    listings: Sequence[Listed]
    judged: Outcomes
    amounts: Sequence[Amount]
    routes: dict[int, NDArray[np.int8]]
    exact_rows: int
    values: Sequence[Amount] = ()
    near: Sequence[Bools] = ()
    scores: Mapping[str, Amount | Words] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return self.judged.rows

    @property
    def outcomes(self) -> NDArray[np.int8]:
        """A number a firm, listings × firms."""
        return self.judged.full()

    def limit_fen(self, listing: int) -> Amount | None:
        """None where the listing publishes no limit."""
        at = self.listings[listing].limit_at
        return None if at < 0 else self.amounts[at]

    def rate_ppm(self, listing: int) -> Amount | None:
        at = self.listings[listing].rate_at
        return None if at < 0 else self.amounts[at]

    def term_months(self, listing: int) -> Amount | None:
        at = self.listings[listing].term_at
        return None if at < 0 else self.amounts[at]

    def route(self, listing: int, row: int) -> str | None:
        """Key of the route met, or of the nearest; None where routes have no names."""
        routes = self.listings[listing].routes
        place = int(self.routes[listing][row]) if listing in self.routes else 0
        return (routes[place] if routes else "") or None

    def counts(self) -> NDArray[np.int64]:
        """Firms by listing and outcome, in the order meets, fails, unknown."""
        return self.judged.counts()

    def counts_by_firm(self) -> NDArray[np.int32]:
        """Listings by firm and outcome, in the order meets, fails, unknown."""
        return self.judged.counts_by_firm()

    def best(self) -> NDArray[np.int32]:
        """By firm the listing that meets with the largest limit, then the lowest rate, then the
        first by its code; -1 where none meets. A limit not published counts as nothing."""
        best = np.full(self.rows, -1, dtype=np.int32)
        limit = np.full(self.rows, -1, dtype=np.int64)
        rate = np.zeros(self.rows, dtype=np.int64)
        for at in sorted(range(len(self.listings)), key=lambda at: self.listings[at].code):
            rows = self.judged.where_met(at)
            own_limit = _of(self.limit_fen(at), rows, 0)
            own_rate = _of(self.rate_ppm(at), rows, np.iinfo(np.int64).max)
            better = own_limit > limit[rows]
            better |= (own_limit == limit[rows]) & (own_rate < rate[rows])
            chosen = rows[better]
            best[chosen], limit[chosen], rate[chosen] = at, own_limit[better], own_rate[better]
        return best

    def amounts_of_best(
        self, best: NDArray[np.int32], which: Callable[[int], Amount | None]
    ) -> Amount:
        """`limit_fen` or `rate_ppm` of the listing chosen for each firm."""
        at = np.zeros(self.rows, dtype=np.int64)
        known = np.zeros(self.rows, dtype=bool)
        for listing in np.unique(best[best >= 0]).tolist():
            amount, rows = which(listing), np.flatnonzero(best == listing)
            if amount is not None:
                at[rows] = amount.taken(rows)
                known[rows] = True if amount.known is None else amount.known[rows]
        return Amount(at, known)


def _of(amount: Amount | None, rows: NDArray[np.intp], otherwise: int) -> Ints:
    """The amounts of these rows; what is unknown or not published is something else."""
    if amount is None:
        return np.full(len(rows), otherwise, dtype=np.int64)
    known = True if amount.known is None else amount.known[rows]
    own = np.broadcast_to(np.asarray(amount.taken(rows)), rows.shape)
    return np.where(known, own, otherwise)
