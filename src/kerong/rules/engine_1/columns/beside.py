"""What a run may be asked beside outcomes and amounts: values of formulas, thresholds near by."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from kerong.rules.engine_1.columns.criteria import Slots
from kerong.rules.engine_1.columns.exact import Words
from kerong.rules.engine_1.columns.placed import SURE, placed
from kerong.rules.engine_1.columns.whole import Bools, constant
from kerong.rules.engine_1.groups import Cell
from kerong.rules.engine_1.layout import LineLayout
from kerong.rules.engine_1.program import nearest
from kerong.rules.engine_1.sheet import Judged, Sheet
from kerong.rules.formulas.nodes import Node
from kerong.rules.operators import AT_LEAST, AT_MOST, LESS_THAN, MORE_THAN
from kerong.rules.values import SCALE, Pair

_ONE_SIDED = frozenset({AT_LEAST, AT_MOST, MORE_THAN, LESS_THAN})


@dataclass(frozen=True, slots=True)
class Wanted:
    """The value of a formula in whole units, `scale` of which make a natural one.

    Rounded once, halves away from zero. The formula must be one the scorecard of the offering
    shows, so that it stands in a slot of the program.
    """

    offering: str
    node: Node
    scale: int

    def of_firm(self, judged: Judged, slot: int) -> int | None:
        """The same from the answer for one firm; `slot` is that of the formula."""
        pair: Pair | None = judged.values[slot]
        return None if pair is None else nearest(pair[0] * self.scale, pair[1])


@dataclass(frozen=True, slots=True)
class Probe:
    """A one-sided threshold, asked in stored units: who stands within one part in `parts` of it?

    `listing` and `line` say where its cell stands in the answer for one firm.
    """

    listing: int
    line: int
    fact: str
    slot: int
    kind: str
    asked: int
    parts: int

    def of_firm(self, judged: Judged) -> bool:
        """The same from the answer for one firm."""
        cell: Cell = judged.reasons[self.listing][self.line]
        _, seen, distance = cell
        if seen is None or distance is None:
            return False
        if isinstance(distance, tuple):
            apart = Fraction(*distance) * SCALE.get(self.kind, 1)
        else:
            apart = Fraction(distance)
        return abs(apart) * self.parts <= abs(self.asked)

    def of_block(self, slots: Slots, rows: int) -> Bools:
        """By row: known, and from (parts − 1) to (parts + 1) parts of what is asked."""
        seen = slots.slot(self.slot)
        if isinstance(seen, Words):
            raise TypeError("a code stands where a number is compared")
        units = SCALE.get(self.kind, 1) * self.parts
        low, high = sorted((self.asked * (self.parts - 1), self.asked * (self.parts + 1)))
        if max(-low, high) < SURE and seen.number.fits and seen.per.fits:
            where = placed(seen, units, rows)
            found = np.full(rows, True) & (where.floor >= low) & (where.ceiling <= high)
        else:
            watch = slots.watch
            number = watch.times(seen.number, constant(units))

            def compared(operation: Callable[[Any, Any], Any], end: int) -> Bools:
                return watch.compared(operation, number, watch.times(constant(end), seen.per))

            found = compared(np.greater_equal, low) & compared(np.less_equal, high)
        return found if seen.known is None else found & seen.known


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything asked of a run beside outcomes and amounts; `scores` are facts that scorecards
    feed, which the program must know."""

    wanted: tuple[Wanted, ...] = ()
    probes: tuple[Probe, ...] = ()
    scores: tuple[str, ...] = ()


def probes_of(sheet: Sheet, parts: int) -> tuple[Probe, ...]:
    """Every threshold of the sheet once, in the order of the text; days and codes have none."""
    found: dict[int, Probe] = {}
    for at, listing in enumerate(sheet.listings):
        for no, line in enumerate(listing.lines):
            condition = line.condition
            asked = _units(line)
            if condition.operator in _ONE_SIDED and asked and line.criterion not in found:
                slot = sheet.program.slot_of(listing.rules, condition.left)
                found[line.criterion] = Probe(
                    at, no, condition.left, slot, condition.kind, asked, parts
                )
    return tuple(found.values())


def _units(line: LineLayout) -> int | None:
    """What is asked in stored units; None for a day, a code, or what only the block knows."""
    asked = line.asked[0] if line.asked else None
    if isinstance(asked, tuple):
        return int(Fraction(*asked) * SCALE.get(line.condition.kind, 1))
    return asked if type(asked) is int else None
