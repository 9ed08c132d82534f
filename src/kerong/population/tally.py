"""Counts of a what-if: nested dictionaries of whole numbers that add up block by block."""

from collections.abc import Iterable
from typing import Any

from kerong.population.effects import EFFECTS, MEETS
from kerong.population.firm_places import FirmPlace
from kerong.population.trial import FirmTried

Tally = dict[str, Any]
BREAKDOWNS = ("size", "industry", "district")
UNKNOWN_PLACE = "-"


def tally_of(tried: Iterable[tuple[FirmPlace, FirmTried]]) -> Tally:
    """`{"firms", "effects", "before", "after", "amounts", "near", "flips", "by"}`.

    Amounts are the firms' best limits, each firm counted once under each text; `flips` counts
    products by old and new outcome.
    """
    total = _empty()
    for place, firm in tried:
        _count(total, firm)
        for name in BREAKDOWNS:
            cell = getattr(place, name) or UNKNOWN_PLACE
            _count_cell(total["by"][name].setdefault(cell, _empty_cell()), firm)
    return total


def added(one: Any, other: Any) -> Any:
    """The sum of two tallies, entry by entry; what only one of them has stays as it is."""
    if isinstance(one, int):
        return one + int(other)
    merged = dict(one)
    for key, value in other.items():
        merged[key] = added(merged[key], value) if key in merged else value
    return merged


def empty_tally() -> Tally:
    return _empty()


def _empty() -> Tally:
    return {
        "firms": 0,
        "effects": dict.fromkeys(EFFECTS, 0),
        "before": {},
        "after": {},
        "amounts": {"before_fen": 0, "after_fen": 0},
        "near": {},
        "flips": {},
        "by": {name: {} for name in BREAKDOWNS},
    }


def _empty_cell() -> Tally:
    return {"firms": 0, "before_fen": 0, "after_fen": 0, **dict.fromkeys(EFFECTS, 0)}


def _count(total: Tally, firm: FirmTried) -> None:
    total["firms"] += 1
    total["effects"][firm.effect] += 1
    _more(total["before"], firm.before.outcome)
    _more(total["after"], firm.after.outcome)
    total["amounts"]["before_fen"] += firm.before.limit_fen or 0
    total["amounts"]["after_fen"] += firm.after.limit_fen or 0
    if firm.near:
        _more(total["near"], firm.near)
    for code, (old, new) in firm.flips.items():
        _more(total["flips"].setdefault(code, {}), f"{old}>{new}")


def _count_cell(cell: Tally, firm: FirmTried) -> None:
    cell["firms"] += 1
    cell[firm.effect] += 1
    if firm.before.outcome == MEETS:
        cell["before_fen"] += firm.before.limit_fen or 0
    if firm.after.outcome == MEETS:
        cell["after_fen"] += firm.after.limit_fen or 0


def _more(counts: dict[str, int], key: str) -> None:
    counts[key] = counts.get(key, 0) + 1
