"""匿名卡片 The anonymous card: bands that at least five alike firms share, never values."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Protocol

from kerong.evidence.bands import (
    UNKNOWN,
    attributes,
    finest_cells,
    levels_after,
    wide_cell,
    widening_steps,
    words_for,
)
from kerong.rules.values import Value

FEWEST_ALIKE = 5
FORM = 1
Names = Callable[[str, str], tuple[str, str] | None]


class Crowd(Protocol):
    """The firms a card hides among."""

    def alike(self, cells: Mapping[str, str], levels: Mapping[str, int]) -> int:
        """How many firms fall into the same cells when every attribute is seen at its level."""


class ListedCrowd:
    """A crowd given firm by firm; each set of levels is counted once."""

    def __init__(self, population: Iterable[Mapping[str, Value]], *, on: date) -> None:
        self._firms = [finest_cells(facts, on=on) for facts in population]
        self._counted: dict[tuple[int, ...], Counter[tuple[str | None, ...]]] = {}

    def alike(self, cells: Mapping[str, str], levels: Mapping[str, int]) -> int:
        key = tuple(levels[name] for name in attributes())
        if key not in self._counted:
            self._counted[key] = Counter(_widened(firm, levels) for firm in self._firms)
        return self._counted[key][_widened(cells, levels)]


def anonymous_card(
    facts: Mapping[str, Value], population: Crowd, *, on: date, names: Names | None = None
) -> dict[str, Any]:
    """The finest card at least five firms of the population share.

    `{"form", "cells": {attribute: {"code", "zh", "en", "level"}}, "hidden": [attributes]}`.
    Attributes give way in a declared order; what is left out is hidden. `names` puts names to
    industry and division codes.
    """
    cells = finest_cells(facts, on=on)
    levels = levels_after(_first_shared_step(cells, population))
    shown: dict[str, Any] = {}
    hidden = []
    for name in attributes():
        cell = wide_cell(name, cells[name], levels[name])
        if cell is None:
            hidden.append(name)
            continue
        zh, en = _words(name, cell, names)
        shown[name] = {"code": cell, "zh": zh, "en": en, "level": levels[name]}
    return {"form": FORM, "cells": shown, "hidden": hidden}


def _first_shared_step(cells: Mapping[str, str], population: Crowd) -> int:
    """Each step can only widen the circle, so the first wide enough is found by halving."""
    last = len(widening_steps())

    def shared(step: int) -> bool:
        return step == last or population.alike(cells, levels_after(step)) >= FEWEST_ALIKE

    return bisect_left(range(last + 1), True, key=shared)


def _widened(cells: Mapping[str, str], levels: Mapping[str, int]) -> tuple[str | None, ...]:
    return tuple(wide_cell(name, cells[name], levels[name]) for name in attributes())


def _words(attribute: str, cell: str, names: Names | None) -> tuple[str, str]:
    if cell == UNKNOWN:
        return "未知", "unknown"
    found = words_for(attribute, cell) or (names(attribute, cell) if names else None)
    return found or (cell, cell)
