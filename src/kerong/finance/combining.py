"""Several programmes at once: which of them count together, so that nothing is paid twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kerong.finance.stacking import HIGHEST, SUM_CAPPED, Claimed, payable


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one programme is worth for its matter; `stage`: stages of one matter add up."""

    code: str
    matter: str
    fen: int
    excludes: frozenset[str] = frozenset()
    stage: bool = False
    joint_cap_fen: int | None = None


def best_together(worths: Sequence[Worth]) -> Mapping[str, int]:
    """By code what counts of the dearest lawful combination; what counts for nothing is left out.

    Of one matter the highest counts, stages up to their joint cap (`stacking.payable`); matters
    that exclude one another are never taken together. Interest worth 10, fee 6 and premium 6,
    where interest excludes both: fee and premium, 12. Of equal sums the earlier matters count.
    """
    matters: dict[str, list[Worth]] = {}
    for worth in sorted(worths, key=lambda each: (each.matter, each.code)):
        matters.setdefault(worth.matter, []).append(worth)
    counted = {matter: _of_one(rows) for matter, rows in matters.items()}
    barred = {matter: _barred_by(rows) for matter, rows in matters.items()}
    _, chosen = _dearest(tuple(counted), counted, barred)
    return {code: fen for matter in chosen for code, fen in counted[matter].items() if fen}


def _of_one(rows: Sequence[Worth]) -> Mapping[str, int]:
    """What counts of one matter, by code."""
    stages = all(row.stage for row in rows)
    caps = [row.joint_cap_fen for row in rows if row.joint_cap_fen is not None]
    most = min(caps) if caps else sum(row.fen for row in rows)
    claims = [
        Claimed(code=row.code, approved_fen=row.fen, cap_fen=most if stages else None)
        for row in rows
    ]
    paid = payable(SUM_CAPPED if stages else HIGHEST, claims)
    return {each.code: each.pay_fen for each in paid}


def _barred_by(rows: Sequence[Worth]) -> frozenset[str]:
    return frozenset().union(*(row.excludes for row in rows))


def _dearest(
    matters: tuple[str, ...],
    counted: Mapping[str, Mapping[str, int]],
    barred: Mapping[str, frozenset[str]],
) -> tuple[int, tuple[str, ...]]:
    """Every lawful set is tried; a loan has a handful of matters."""
    if not matters:
        return 0, ()
    first, rest = matters[0], matters[1:]
    beside = tuple(each for each in rest if each not in barred[first] and first not in barred[each])
    total, names = _dearest(beside, counted, barred)
    taken = total + sum(counted[first].values()), (first, *names)
    if len(beside) == len(rest):
        return taken
    left = _dearest(rest, counted, barred)
    return taken if taken[0] >= left[0] else left
