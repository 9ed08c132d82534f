"""Limits, rates and terms of a block, and what a limit of zero, less, or nobody knows decides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.block import Columns
from kerong.rules.engine_1.columns.criteria import Packed, packed
from kerong.rules.engine_1.columns.exact import rounded
from kerong.rules.engine_1.columns.graph import Graph, bound, inward
from kerong.rules.engine_1.columns.outcomes import FAILS, MEETS, UNKNOWN
from kerong.rules.engine_1.columns.results import Amount
from kerong.rules.engine_1.columns.run import BlockRun, Ground
from kerong.rules.engine_1.columns.whole import Bools, constant
from kerong.rules.engine_1.sheet import AmountRun
from kerong.rules.formulas.nodes import Nearest


@dataclass(frozen=True, slots=True)
class AmountPlan:
    """The rows of one formula: their numbers in the graph, None where a parameter has no value.

    `bits` are those of limit lines, 0 where the row is no limit. `blank` says of each limit what
    its line decides when none of its facts is known; None where that must be looked at.
    """

    facts: tuple[str, ...]
    scale: int
    formulas: tuple[int | None, ...]
    bits: tuple[int, ...]
    blank: tuple[int | None, ...] = ()


def amount_plan(graph: Graph, run: AmountRun) -> AmountPlan:
    """Written out with the numbers of every row; equal parts are shared through the graph."""
    names = (*run.code.arguments, *(f"@{name}" for name in run.code.parameters))
    formulas = []
    for row in run.rows:
        node = bound(run.code.node, dict(zip(names, row, strict=True)))
        if node is not None:  # amounts are whole: the one rounding point is a node like others
            node = inward(Nearest(node, run.code.scale, node.kind))
        formulas.append(None if node is None else graph.want(node))
    bits = run.limit_bits or [0] * len(run.rows)
    return AmountPlan(run.code.facts, run.code.scale, tuple(formulas), tuple(bits))


def with_blank(ground: Ground, plan: AmountPlan) -> AmountPlan:
    """The plan with what its limits decide of a firm nothing is known of: asked once, not a row."""
    blank: list[int | None] = []
    for formula, bit in zip(plan.formulas, plan.bits, strict=True):
        if formula is None or not bit:
            blank.append(UNKNOWN)
            continue
        work = BlockRun(ground, Columns(("",), {}))
        work.leave_unknown(plan.facts)
        none, some = _settled(work, plan, formula)
        decided = FAILS if none[0] else MEETS if some[0] else UNKNOWN
        blank.append(None if work.watch.escaped is not None else decided)
    return replace(plan, blank=tuple(blank))


def amounts_of(work: BlockRun, plan: AmountPlan) -> Iterator[Amount]:
    for formula in plan.formulas:
        if formula is None:
            yield Amount(0, np.zeros(work.watch.rows, dtype=bool))
            continue
        value = work.column_of(formula)
        number = rounded(work.watch, value, plan.scale)
        yield Amount(work.watch.fitting(number).at, value.known)


class Doubts:
    """Limit lines of a block: limits that are, or may be, zero or less. Ranges settle what is
    unknown where they can."""

    def __init__(self, work: BlockRun) -> None:
        self.work = work
        self.rows = work.watch.rows
        self._unknown: dict[int, Packed] = {}  # by the identity of the mask of known rows

    def judged(
        self, plan: AmountPlan, amounts: list[Amount]
    ) -> Iterator[tuple[int, Packed, Packed]]:
        """The bit of each limit line, where it fails and where it is unknown."""
        part = _Part(self.work, plan)
        for at, (formula, amount) in enumerate(zip(plan.formulas, amounts, strict=True)):
            if not plan.bits[at]:
                continue
            numbers, _ = amount.full(self.rows) if isinstance(amount.at, int) else (amount.at, 0)
            unknown = self._where_unknown(amount)
            fails = packed(numbers <= 0) & ~unknown
            if formula is not None and amount.known is not None:
                fails, unknown = part.settled(formula, plan.blank[at], fails, unknown)
            yield plan.bits[at].bit_length() - 1, fails, unknown

    def _where_unknown(self, amount: Amount) -> Packed:
        found = self._unknown.get(id(amount.known))
        if found is None:
            known = np.ones(self.rows, dtype=bool) if amount.known is None else amount.known
            found = self._unknown[id(amount.known)] = packed(~known)
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

    def settled(
        self, formula: int, blank: int | None, fails: Packed, unknown: Packed
    ) -> tuple[Packed, Packed]:
        """The same masks with the rows settled whose range lies on one side of zero."""
        looked_at = self._looked_at(blank)
        if blank == UNKNOWN and not len(looked_at):
            return fails, unknown
        none, some = np.zeros_like(self.every), np.zeros_like(self.every)
        if blank in (FAILS, MEETS):
            (none if blank == FAILS else some)[self.every] = True
        if len(looked_at):
            part = self._part(looked_at)
            none[looked_at], some[looked_at] = _settled(part, self.plan, formula)
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
