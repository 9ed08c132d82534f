"""What a firm is entitled to in all: the highest of each matter, stages up to their joint cap."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kerong.kernel.money import Money
from kerong.rules.benefits.benefit import STAGES

Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entitled:
    """The sum of what can be said beforehand; `counted` are the clauses in it, by code.

    `on_loans` counts clauses that are met and paid on a loan: their amount is not known here.
    """

    amount_fen: int
    counted: frozenset[str]
    on_loans: int


class _Worth(NamedTuple):
    """What one matter gives, by which clauses."""

    fen: int
    matter: str
    clauses: Sequence[Entry]

    @property
    def excludes(self) -> set[str]:
        return {matter for entry in self.clauses for matter in entry["exclusive_with"]}


def entitled(policies: Iterable[Entry]) -> Entitled:
    """From entries of `policies` in a calculation; only what is met counts.

    Matters that exclude one another count as one: the dearer is taken.
    """
    met = [entry for entry in policies if entry["outcome"] == "meets"]
    by_matter: dict[str, list[Entry]] = {}
    for entry in met:
        if entry["amount_yuan"] is not None:
            by_matter.setdefault(entry["matter"], []).append(entry)
    worths = [_worth(matter, entries) for matter, entries in by_matter.items()]
    taken: list[_Worth] = []
    for worth in sorted(worths, key=lambda each: (-each.fen, each.matter)):
        clash = any(
            other.matter in worth.excludes or worth.matter in other.excludes for other in taken
        )
        if not clash:
            taken.append(worth)
    return Entitled(
        amount_fen=sum(worth.fen for worth in taken),
        counted=frozenset(entry["listing"] for worth in taken for entry in worth.clauses),
        on_loans=sum(entry["on_loan"] is not None for entry in met),
    )


def _worth(matter: str, entries: Sequence[Entry]) -> _Worth:
    """All stages up to the joint cap where they are stages; else the highest alone."""
    if all(entry["stacking"] == STAGES for entry in entries):
        total = sum(_fen(entry["amount_yuan"]) for entry in entries)
        caps = [_fen(entry["joint_cap_yuan"]) for entry in entries if entry["joint_cap_yuan"]]
        return _Worth(min([total, *caps]), matter, entries)
    best = max(entries, key=lambda entry: (_fen(entry["amount_yuan"]), entry["listing"]))
    return _Worth(_fen(best["amount_yuan"]), matter, [best])


def _fen(yuan: str) -> int:
    return Money.from_yuan(yuan).fen
