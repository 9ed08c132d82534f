"""Invented firms in columns, as many as asked for: amounts spread over the thresholds of the
catalogue, a tenth of the facts unknown, the same firms for the same seed."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bench.rules_catalogue import CLEAN, FLAGS, TEMPLATES

UNKNOWN = 0.1
CHUNK = 65_536
DERIVED = {
    "rd_ratio",
    "rd_staff_ratio",
    "revenue_growth",
    "net_margin",
    "high_tech_revenue_ratio",
    "debt_ratio",
}
MORE_MONEY = (
    "tax_paid_prev",
    "operating_revenue_prev",
    "total_assets",
    "total_liabilities",
    "high_tech_revenue",
)
GRADES = ("A", "B", "M", "C", "D")
INDUSTRIES = ("C3985", "C3911", "C3464", "C2710", "I6510", "I6420", "M7320", "F5111", "A0111")
MOST = {"money": 2_000_000_000, "count": 60, "ratio": 1_000_000, "points": 100_000}

Values = NDArray[np.int64]
Column = tuple[Values, NDArray[np.bool_]]  # stored units, or places of a code; where known


def kinds() -> dict[str, str]:
    """The facts of the population with their types."""
    found = {fact: kind for fact, _, kind, _ in TEMPLATES if fact not in DERIVED}
    found |= dict.fromkeys(MORE_MONEY, "money")
    found |= {"tax_credit_grade": "code", "industry_code": "code"}
    return found | dict.fromkeys((*FLAGS, *CLEAN), "flag")


def chunks(firms: int, seed: int = 1) -> Iterator[dict[str, Column]]:
    """The firms in pieces of at most 65,536 rows, so that no more than one is held."""
    for at, first in enumerate(range(0, firms, CHUNK)):
        yield _chunk(np.random.default_rng([seed, at]), min(CHUNK, firms - first))


def _chunk(rng: np.random.Generator, rows: int) -> dict[str, Column]:
    found = {}
    for code, kind in kinds().items():
        known = rng.random(rows) >= UNKNOWN
        found[code] = np.where(known, _values(rng, code, kind, rows), 0), known
    return found


def _values(rng: np.random.Generator, code: str, kind: str, rows: int) -> Values:
    if kind == "flag":
        return rng.integers(0, 2, rows) if code in FLAGS else (rng.random(rows) < 0.05) * 1
    if kind == "code":
        return rng.integers(0, len(GRADES if code == "tax_credit_grade" else INDUSTRIES), rows)
    if kind == "money":
        yuan = np.exp(rng.normal(14.5, 2.0, rows))
        return np.minimum(yuan * 100, 9e13).astype(np.int64)
    return rng.integers(0, MOST[kind], rows)
