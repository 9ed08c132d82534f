"""The sheet 回测表 of a back-test: every figure from the rows alone, whole numbers throughout."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from kerong.kernel.ratios import MILLION, ppm_from
from kerong.rules.backtests.measures import (
    Bin,
    Scored,
    Separation,
    bins_of,
    edges_of,
    separation,
    stability,
    wilson,
)

BINS = 10
MOST_POINTS = 60  # of the curve as it is kept and drawn
SAMPLES, TIME = "samples", "time"


@dataclass(frozen=True, slots=True)
class Known:
    """One row that counts. The card was made from `is_development` rows: never tested on."""

    scored: Scored
    observed_on: date | None
    is_development: bool


class OneOutcome(Exception):
    """All rows tested went good, or all went bad: there is nothing to tell apart."""


def back_test(rows: Sequence[Known], left_out: Mapping[str, int]) -> dict[str, Any]:
    """The body of a sheet; raises OneOutcome."""
    tested = [row.scored for row in rows if not row.is_development]
    development = [row.scored for row in rows if row.is_development]
    if len({row.bad for row in tested}) < 2:
        raise OneOutcome()
    told = separation(tested)
    edges = edges_of([row.milli for row in development or tested], BINS)
    of_development = bins_of(development, edges) if development else None
    shown = bins_of(tested, edges)
    return {
        "rows": {"tested": _counts(tested), "development": _counts(development)},
        "left_out": dict(left_out),
        "days": _days(rows),
        "auc_ppm": ppm_from(told.auc),
        "gini_ppm": ppm_from(2 * told.auc - 1),
        "ks_ppm": ppm_from(told.ks),
        "ks_milli": told.ks_milli,
        "curve": _curve(told),
        "bins": [
            _bin(each, None if of_development is None else of_development[at])
            for at, each in enumerate(shown)
        ],
        "falls": _falls(shown),
        "stability": _stability(rows, edges),
    }


def _counts(rows: Sequence[Scored]) -> dict[str, int]:
    return {"count": len(rows), "bad": sum(row.bad for row in rows)}


def _days(rows: Sequence[Known]) -> list[str] | None:
    known = sorted(row.observed_on for row in rows if row.observed_on)
    return [known[0].isoformat(), known[-1].isoformat()] if known else None


def _curve(told: Separation) -> list[list[int]]:
    """The curve from (0, 0), thinned; the corners of what is left out lie close to it."""
    step = -(-len(told.curve) // MOST_POINTS)
    kept = [*told.curve[:-1:step], told.curve[-1]]
    return [[0, 0], *([ppm_from(good), ppm_from(bad)] for good, bad in kept)]


def _bin(tested: Bin, development: Bin | None) -> dict[str, Any]:
    """`expected_ppm` is the share that went bad among the rows the card was made from."""
    found: dict[str, Any] = {
        "over": tested.over,
        "upto": tested.upto,
        "rows": tested.rows,
        "bad": tested.bad,
        "bad_ppm": None,
        "interval_ppm": None,
        "expected_ppm": None,
        "agrees": None,
    }
    if tested.rows:
        low, high = wilson(tested.bad, tested.rows)
        found |= {"bad_ppm": _share(tested), "interval_ppm": [low, high]}
    if development is not None and development.rows:
        found["expected_ppm"] = _share(development)
    if found["interval_ppm"] and found["expected_ppm"] is not None:
        low, high = found["interval_ppm"]
        found["agrees"] = low <= found["expected_ppm"] <= high
    return found


def _share(each: Bin) -> int:
    return (2 * each.bad * MILLION + each.rows) // (2 * each.rows)


def _falls(bins: Sequence[Bin]) -> bool:
    """Whether the share of bad ones never rises from one bin to the next with more points."""
    filled = [each for each in bins if each.rows]
    return all(low.bad * high.rows >= high.bad * low.rows for low, high in pairwise(filled))


def _stability(rows: Sequence[Known], edges: Sequence[int]) -> dict[str, Any] | None:
    """Base rows against tested ones; without development rows the earlier days against the later.

    None where neither can be told apart, or where all have one score.
    """
    sides = _sides(rows)
    if sides is None or not edges:
        return None
    between, before, after, since = sides
    counts = [[each.rows for each in bins_of(side, edges)] for side in (before, after)]
    return {
        "between": between,
        "since": since,
        "before": counts[0],
        "after": counts[1],
        "psi_ppm": stability(*counts),
    }


def _sides(
    rows: Sequence[Known],
) -> tuple[str, list[Scored], list[Scored], str | None] | None:
    development = [row.scored for row in rows if row.is_development]
    if development:
        return SAMPLES, development, [row.scored for row in rows if not row.is_development], None
    dated = sorted((row.observed_on, row.scored) for row in rows if row.observed_on)
    if not dated or dated[0][0] == dated[-1][0]:
        return None
    middle = dated[len(dated) // 2][0]
    since = middle if middle > dated[0][0] else next(day for day, _ in dated if day > middle)
    earlier = [scored for day, scored in dated if day < since]
    later = [scored for day, scored in dated if day >= since]
    return TIME, earlier, later, since.isoformat()
