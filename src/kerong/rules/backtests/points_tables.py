"""Points tables 分值表 made from outcomes by weight of evidence, on one half of the rows only.

The points of a cell are `POINTS_A_DOUBLE · log2((good in cell / all good) / (bad in cell / all
bad))`, every count half a row more, rounded once. Adding the points of columns takes the columns
as independent; the other half tells how far that holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from typing import Any

from kerong.kernel.ratios import MILLION, round_half_up
from kerong.rules.backtests.measures import HALF, LOGARITHMS, decimal_of

POINTS_A_DOUBLE = 20  # points by which the odds of staying good double
MOST_WORDS = 20  # a column with more different numbers than this is cut into ranges
RANGES = 5
MILLI = 1000
_TWO = LOGARITHMS.ln(Decimal(2))


@dataclass(frozen=True, slots=True)
class Cell:
    """What gets `points`: one of `words`, or a number above `over` up to `upto`; "" is empty."""

    words: tuple[str, ...]
    over: str
    upto: str
    good: int
    bad: int
    points: int

    def takes(self, text: str) -> bool:
        if self.words:
            return text in self.words
        if not text:
            return False
        number = Fraction(text)
        above = not self.over or number > Fraction(self.over)
        return above and (not self.upto or number <= Fraction(self.upto))


@dataclass(frozen=True, slots=True)
class ColumnPoints:
    """`value_ppm` is the column's information value: how much it tells by itself."""

    column: str
    value_ppm: int
    cells: tuple[Cell, ...]

    def points(self, text: str) -> int:
        """0, neither good nor bad, for what the rows it was made from never showed."""
        return next((cell.points for cell in self.cells if cell.takes(text)), 0)


@dataclass(frozen=True, slots=True)
class PointsTable:
    columns: tuple[ColumnPoints, ...]

    def milli(self, cells: Mapping[str, str]) -> int:
        return sum(each.points(cells[each.column]) for each in self.columns) * MILLI

    def document(self) -> dict[str, Any]:
        return {
            "points_a_double": POINTS_A_DOUBLE,
            "columns": [
                {
                    "column": each.column,
                    "information_value_ppm": each.value_ppm,
                    "cells": [_document(cell) for cell in each.cells],
                }
                for each in self.columns
            ],
        }


def is_development(party: str) -> bool:
    """Whether a party belongs to the half a table is made from; its name alone decides."""
    return sha256(party.encode()).digest()[0] % 2 == 0


def make_table(
    columns: Sequence[str], rows: Sequence[Mapping[str, str]], bad: Sequence[bool]
) -> PointsTable:
    """The table of these rows; the caller has set the other half aside."""
    return PointsTable(tuple(_column(name, [row[name] for row in rows], bad) for name in columns))


def _column(name: str, texts: Sequence[str], bad: Sequence[bool]) -> ColumnPoints:
    groups = _groups(texts)
    all_bad = sum(bad)
    all_good = len(bad) - all_bad
    cells, value = [], Decimal(0)
    for words, over, upto in groups:
        frame = Cell(words, over, upto, 0, 0, 0)
        inside = [gone for text, gone in zip(texts, bad, strict=True) if frame.takes(text)]
        went = sum(inside)
        stayed = len(inside) - went
        good_share = (stayed + HALF) / (all_good + HALF * len(groups))
        bad_share = (went + HALF) / (all_bad + HALF * len(groups))
        weight = LOGARITHMS.ln(decimal_of(good_share / bad_share))
        value += LOGARITHMS.multiply(decimal_of(good_share - bad_share), weight)
        doubles = Fraction(LOGARITHMS.divide(weight, _TWO))
        points = round_half_up(POINTS_A_DOUBLE * doubles)
        cells.append(Cell(words, over, upto, stayed, went, points))
    return ColumnPoints(name, round_half_up(Fraction(value) * MILLION), tuple(cells))


def _groups(texts: Sequence[str]) -> list[tuple[tuple[str, ...], str, str]]:
    """The cells of a column: its words one by one, or ranges of numbers and the empty cell."""
    found = sorted(set(texts))
    numbers = sorted((text for text in texts if _is_number(text)), key=Fraction)
    if len(found) <= MOST_WORDS or len(numbers) < sum(map(bool, texts)):
        return [((word,), "", "") for word in found]
    cuts = [numbers[len(numbers) * no // RANGES] for no in range(1, RANGES)]
    edges = sorted(set(cuts), key=Fraction)
    ranges = [((), *ends) for ends in zip(["", *edges], [*edges, ""], strict=True)]
    return [*ranges, *([(("",), "", "")] if "" in found else [])]


def _is_number(text: str) -> bool:
    whole, _, rest = text.removeprefix("-").partition(".")
    digits = whole + rest
    return digits.isascii() and digits.isdigit() and bool(whole)


def _document(cell: Cell) -> dict[str, Any]:
    frame = {"words": list(cell.words)} if cell.words else {"over": cell.over, "upto": cell.upto}
    return {**frame, "good": cell.good, "bad": cell.bad, "points": cell.points}
