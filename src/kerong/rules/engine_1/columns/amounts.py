"""Limits, rates and terms of a block, and what a limit of zero, less, or nobody knows decides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.block import Columns
from kerong.rules.engine_1.columns.criteria import Packed, packed
from kerong.rules.engine_1.columns.exact import Known, rounded
from kerong.rules.engine_1.columns.graph import Graph, bound, capped, folded, inward
from kerong.rules.engine_1.columns.outcomes import FAILS, MEETS, UNKNOWN
from kerong.rules.engine_1.columns.results import Amount
from kerong.rules.engine_1.columns.run import BlockRun, Ground
from kerong.rules.engine_1.columns.whole import Bools, Whole, constant
from kerong.rules.engine_1.sheet import AmountRun
from kerong.rules.formulas.nodes import Nearest

Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Uncapped:
    """A formula that listings share which differ in their cap alone: its number in the graph.

    `bits` number the limit lines that stand on it: a cap is more than nothing, so what is under
    the cap decides. `blank` says what it decides when none of its facts is known; None where that
    must be looked at.
    """

    number: int
    bits: Numbers
    blank: int | None = None


@dataclass(frozen=True, slots=True)
class AmountPlan:
    """The rows of one formula: each is a shared formula, by its place, and a cap; None where a
    parameter has no value. `unknown` numbers the limit lines of those."""

    facts: tuple[str, ...]
    scale: int
    shared: tuple[Uncapped, ...]
    rows: tuple[tuple[int, int | None] | None, ...]
    unknown: Numbers


def amount_plan(graph: Graph, run: AmountRun) -> AmountPlan:
    """Written out with the numbers of every row; equal parts are shared through the graph."""
    names = (*run.code.arguments, *(f"@{name}" for name in run.code.parameters))
    bits: dict[int, list[int]] = {}
    unknown: list[int] = []
    rows: list[tuple[int, int | None] | None] = []
    for row, bit in zip(run.rows, run.limit_bits or [0] * len(run.rows), strict=True):
        own = [bit.bit_length() - 1] if bit else []
        node = bound(run.code.node, dict(zip(names, row, strict=True)))
        if node is None:
            rows.append(None)
            unknown += own
            continue
        # amounts are whole: the one rounding point is a node like others
        whole = folded(inward(Nearest(node, run.code.scale, node.kind)))
        rest, cap = capped(whole, run.code.scale)
        number = graph.want(rest)
        bits.setdefault(number, []).extend(own)
        rows.append((list(bits).index(number), cap))
    shared = tuple(Uncapped(number, _places(own)) for number, own in bits.items())
    return AmountPlan(run.code.facts, run.code.scale, shared, tuple(rows), _places(unknown))


def with_blank(ground: Ground, plan: AmountPlan) -> AmountPlan:
    """The plan with what its limits decide of a firm nothing is known of: asked once, not a row."""
    return replace(plan, shared=tuple(_with_blank(ground, plan, under) for under in plan.shared))


def _with_blank(ground: Ground, plan: AmountPlan, under: Uncapped) -> Uncapped:
    work = BlockRun(ground, Columns(("",), {}))
    work.leave_unknown(plan.facts)
    none, some = _settled(work, plan, under.number)
    decided = FAILS if none[0] else MEETS if some[0] else UNKNOWN
    return replace(under, blank=None if work.watch.escaped is not None else decided)


@dataclass(frozen=True, slots=True)
class UncappedColumn:
    whole: Whole
    known: Known


def uncapped_of(work: BlockRun, plan: AmountPlan) -> list[UncappedColumn]:
    found = []
    for under in plan.shared:
        value = work.column_of(under.number)
        whole = work.watch.fitting(rounded(work.watch, value, plan.scale))
        found.append(UncappedColumn(whole, value.known))
    return found


def amounts_of(plan: AmountPlan, shared: Sequence[UncappedColumn], rows: int) -> Iterator[Amount]:
    for row in plan.rows:
        if row is None:
            yield Amount(0, np.zeros(rows, dtype=bool))
            continue
        under, cap = shared[row[0]], row[1]
        reached = cap is not None and cap < under.whole.high
        yield Amount(under.whole.at, under.known, cap if reached else None)


class Doubts:
    """Limit lines of a block: limits that are, or may be, zero or less. Ranges settle what is
    unknown where they can."""

    def __init__(self, work: BlockRun) -> None:
        self.work = work
        self.rows = work.watch.rows
        self._unknown: dict[int, Packed] = {}  # by the identity of the mask of known rows

    def judged(
        self, plan: AmountPlan, shared: Sequence[UncappedColumn]
    ) -> Iterator[tuple[Numbers, Packed, Packed]]:
        """Numbers of limit lines, where they fail and where they are unknown."""
        if len(plan.unknown):
            every = packed(np.ones(self.rows, dtype=bool))
            yield plan.unknown, np.zeros_like(every), every
        part = _Part(self.work, plan)
        for under, column in zip(plan.shared, shared, strict=True):
            if not len(under.bits):
                continue
            unknown = self._where_unknown(column.known)
            less = self.work.watch.compared(np.less_equal, column.whole, constant(0))
            fails = packed(less) & ~unknown
            if column.known is not None:
                fails, unknown = part.settled(under, fails, unknown)
            yield under.bits, fails, unknown

    def _where_unknown(self, known: Known) -> Packed:
        found = self._unknown.get(id(known))
        if found is None:
            unknown = np.zeros(self.rows, dtype=bool) if known is None else ~known
            found = self._unknown[id(known)] = packed(unknown)
        return found


class _Part:
    """The rows of a block for which some fact of a formula is unknown.

    Where none is known, every row decides the same; the others are looked at by themselves.
    """

    def __init__(self, work: BlockRun, plan: AmountPlan) -> None:
        self.work = work
        self.plan = plan
        masks = [work.fact(code).known for code in plan.facts]
        absent = [np.zeros(work.watch.rows, bool) if mask is None else ~mask for mask in masks]
        self.some: Bools = np.logical_or.reduce(absent)
        self.every: Bools = np.logical_and.reduce(absent)
        self._work: BlockRun | None = None
        self._rows: NDArray[np.intp] | None = None

    def settled(self, under: Uncapped, fails: Packed, unknown: Packed) -> tuple[Packed, Packed]:
        """The same masks with the rows settled whose range lies on one side of zero."""
        looked_at = self._looked_at(under.blank)
        if under.blank == UNKNOWN and not len(looked_at):
            return fails, unknown
        none, some = np.zeros_like(self.every), np.zeros_like(self.every)
        if under.blank in (FAILS, MEETS):
            (none if under.blank == FAILS else some)[self.every] = True
        if len(looked_at):
            part = self._part(looked_at)
            none[looked_at], some[looked_at] = _settled(part, self.plan, under.number)
            if part.watch.escaped is not None:
                escaped = np.zeros(self.work.watch.rows, dtype=bool)
                escaped[looked_at] = part.watch.escaped
                self.work.watch.escape(escaped)
        return fails | (unknown & packed(none)), unknown & ~packed(none | some)

    def _looked_at(self, blank: int | None) -> NDArray[np.intp]:
        if blank is None:
            return np.flatnonzero(self.some)
        if self._rows is None:
            self._rows = np.flatnonzero(self.some & ~self.every)
        return self._rows

    def _part(self, rows: NDArray[np.intp]) -> BlockRun:
        if self._work is None or self._work.watch.rows != len(rows):
            self._work = BlockRun(self.work.ground, self.work.block.part(rows))
        return self._work


def _settled(work: BlockRun, plan: AmountPlan, formula: int) -> tuple[Bools, Bools]:
    """Where a limit cannot be more than nothing, and where it cannot be less."""
    watch = work.watch
    ends = work.ends_of(formula)
    low = watch.fitting(rounded(watch, ends.low, plan.scale))
    high = watch.fitting(rounded(watch, ends.high, plan.scale))
    none = watch.compared(np.less_equal, high, constant(0))
    some = watch.compared(np.greater, low, constant(0)) & ~none
    if ends.known is not None:
        none, some = none & ends.known, some & ends.known
    return none, some


def _places(numbers: Sequence[int]) -> Numbers:
    return np.array(numbers, dtype=np.intp)
