"""Column twins of the derived facts that read a calendar or a table; one for each such function."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.exact import (
    Column,
    Exact,
    Known,
    Words,
    both,
    known_together,
    nowhere,
)
from kerong.rules.engine_1.columns.whole import Bools, Watch, column, constant
from kerong.rules.periods import full_years_between
from kerong.rules.reference import SIZES, Limits, ReferenceTables, SizeLimit

STAGES = ("start_up", "growth", "mature")

DerivedTwin = Callable[[Watch, Sequence[Any], date, ReferenceTables], Column]


def years_since_founding(
    watch: Watch, reads: Sequence[Exact], on: date, tables: ReferenceTables
) -> Column:
    """Full years; the distinct founding days are few, so each is counted once."""
    (founded,) = reads
    if isinstance(founded.number.at, int):
        return nowhere(watch.rows)
    days, places = np.unique(founded.number.at, return_inverse=True)
    counted = [full_years_between(date.fromordinal(max(int(day), 1)), on) for day in days]
    years = np.array(counted, dtype=np.int64)[places]
    return Exact(column(np.maximum(years, 0)), constant(1), both(founded.known, years >= 0))


def size_class(watch: Watch, reads: Sequence[Any], on: date, tables: ReferenceTables) -> Column:
    """The class by the row of the industry; only what that row looks at must be known."""
    industry: Words = reads[0]
    rows: list[SizeLimit | None] = [tables.size_limit(word) for word in industry.words]
    known = both(industry.known, industry.looked_up([row is not None for row in rows], bool))
    places = np.full(watch.rows, len(SIZES) - 1, dtype=np.int32)
    for at in reversed(range(len(SIZES) - 1)):
        reached = np.ones(watch.rows, dtype=bool)
        for fact, limits in zip(reads[1:], _limits(rows), strict=True):
            asked = industry.looked_up([each[at] if each else 0 for each in limits], np.int64)
            seen = watch.compared(np.greater_equal, fact.number, column(asked))
            reached &= seen | ~_looked_at(industry, limits)
        places[reached] = at
    for fact, limits in zip(reads[1:], _limits(rows), strict=True):
        if fact.known is not None:
            known = both(known, fact.known | ~_looked_at(industry, limits))
    return Words(places, SIZES, known)


def _limits(rows: Sequence[SizeLimit | None]) -> list[list[Limits | None]]:
    """By what is looked at (staff, revenue, assets): the limits of each industry."""
    names = ("employees", "revenue_fen", "assets_fen")
    return [[getattr(row, name, None) for row in rows] for name in names]


def _looked_at(industry: Words, limits: Sequence[Limits | None]) -> NDArray[np.bool_]:
    return industry.looked_up([each is not None for each in limits], bool)


def growth_stage(watch: Watch, reads: Sequence[Exact], on: date, tables: ReferenceTables) -> Column:
    years, revenue = reads
    rule = tables.stage_rule(on)
    places = np.full(watch.rows, STAGES.index("growth"), dtype=np.int32)
    if rule is None:
        return Words(places, STAGES, np.zeros(watch.rows, dtype=bool))

    def seen(operation: Any, of: Exact, limit: int) -> Bools:
        return watch.compared(operation, of.number, constant(limit))

    places[seen(np.greater_equal, revenue, rule.large_revenue_fen)] = STAGES.index("mature")
    young = seen(np.less_equal, years, rule.young_years)
    young |= seen(np.less, revenue, rule.small_revenue_fen)
    places[young] = STAGES.index("start_up")
    known: Known = known_together(reads)
    return Words(places, STAGES, known)


DERIVED: Mapping[str, DerivedTwin] = {
    "years_since_founding": years_since_founding,
    "size_class": size_class,
    "growth_stage": growth_stage,
}
