"""From rows of facts to a file of outcomes: points made on one half, scores for both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kerong.rules.backtests.points_tables import MILLI, PointsTable, is_development, make_table

HEADER = ("party", "observed_on", "sample", "score", "outcome")
Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which columns give points, name a row, tell its end and its day ("" for none)."""

    columns: tuple[str, ...]
    party: str
    outcome: str
    bad: str
    day: str = ""

    @property
    def needed(self) -> tuple[str, ...]:
        return (*self.columns, self.party, self.outcome, *filter(None, [self.day]))


@dataclass(frozen=True, slots=True)
class Halved:
    """The table, how many rows it was made from and went bad, and every row with its score."""

    table: PointsTable
    made_from: int
    bad: int
    lines: tuple[tuple[str, ...], ...]


class HalfAlike(Exception):
    """The half a table is made from needs both outcomes."""


def halved(rows: Rows, asked: Asked) -> Halved:
    """Raises HalfAlike; every column asked for must be in every row."""
    development = [row for row in rows if is_development(row[asked.party])]
    bad = [row[asked.outcome] == asked.bad for row in development]
    if len(set(bad)) < 2:
        raise HalfAlike()
    table = make_table(asked.columns, development, bad)
    lines = tuple(_line(asked, table, row) for row in rows)
    return Halved(table, len(development), sum(bad), lines)


def _line(asked: Asked, table: PointsTable, row: Mapping[str, str]) -> tuple[str, ...]:
    return (
        row[asked.party],
        row[asked.day] if asked.day else "",
        "development" if is_development(row[asked.party]) else "tested",
        str(table.milli(row) // MILLI),
        "bad" if row[asked.outcome] == asked.bad else "good",
    )
