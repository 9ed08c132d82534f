"""Limits, rates and terms of a block, and what a limit of zero, less, or nobody knows decides."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from kerong.rules.engine_1.columns.exact import Known, rounded
from kerong.rules.engine_1.columns.graph import Graph, bound
from kerong.rules.engine_1.columns.results import Amount
from kerong.rules.engine_1.columns.run import BlockRun
from kerong.rules.engine_1.columns.whole import FITS, Bools, Watch, Whole, constant
from kerong.rules.engine_1.sheet import AmountRun


@dataclass(frozen=True, slots=True)
class AmountPlan:
    """The rows of one formula: their numbers in the graph, None where a parameter has no value."""

    facts: tuple[str, ...]
    scale: int
    formulas: tuple[int | None, ...]
    bits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """The limit line of one row of a formula: where it fails and where it is unknown."""

    bit: int
    fails: Bools
    unknown: Bools


def amount_plan(graph: Graph, run: AmountRun) -> AmountPlan:
    """Written out with the numbers of every row; equal parts are shared through the graph."""
    names = (*run.code.arguments, *(f"@{name}" for name in run.code.parameters))
    formulas = []
    for row in run.rows:
        node = bound(run.code.node, dict(zip(names, row, strict=True)))
        formulas.append(None if node is None else graph.want(node))
    bits = run.limit_bits or [0] * len(run.rows)
    return AmountPlan(run.code.facts, run.code.scale, tuple(formulas), tuple(bits))


def amounts_of(work: BlockRun, plan: AmountPlan) -> Iterable[Amount]:
    for formula in plan.formulas:
        if formula is None:
            yield Amount(0, np.zeros(work.watch.rows, dtype=bool))
            continue
        value = work.column_of(formula)
        number = rounded(work.watch, value, plan.scale)
        yield Amount(_held(work.watch, number).at, value.known)


def doubts_of(work: BlockRun, plan: AmountPlan, amounts: list[Amount]) -> Iterable[Doubt]:
    """Limits that are, or may be, zero or less; ranges settle what is unknown where they can."""
    rows = work.watch.rows
    unsettled = _Unsettled(work, plan)
    for formula, amount, bit in zip(plan.formulas, amounts, plan.bits, strict=True):
        if not bit:
            continue
        at, known = amount.full(rows)
        fails = known & (at <= 0)
        unknown = ~known
        if formula is not None and unknown.any():
            fails, unknown = unsettled.judged(formula, fails, unknown)
        yield Doubt(bit, fails, unknown)


class _Unsettled:
    """The rows of a block in which some fact of a formula is unknown, looked at by themselves."""

    def __init__(self, work: BlockRun, plan: AmountPlan) -> None:
        self.work = work
        self.plan = plan
        absent = np.zeros(work.watch.rows, dtype=bool)
        for code in plan.facts:
            known: Known = work.fact(code).known
            if known is not None:
                absent |= ~known
        self.rows = np.flatnonzero(absent)
        self.part: BlockRun | None = None

    def judged(self, formula: int, fails: Bools, unknown: Bools) -> tuple[Bools, Bools]:
        """The same masks with the rows settled whose range lies on one side of zero."""
        if not len(self.rows):
            return fails, unknown
        if self.part is None:
            self.part = BlockRun(self.work.ground, self.work.block.taken(self.rows))
        part, watch = self.part, self.part.watch
        ends = part.ends_of(formula)
        low = _held(watch, rounded(watch, ends.low, self.plan.scale))
        high = _held(watch, rounded(watch, ends.high, self.plan.scale))
        none = watch.compared(np.less_equal, high, constant(0))
        some = watch.compared(np.greater, low, constant(0))
        if ends.known is not None:
            none, some = none & ends.known, some & ends.known
        if watch.escaped is not None:
            escaped = np.zeros(self.work.watch.rows, dtype=bool)
            escaped[self.rows] = watch.escaped
            self.work.watch.escape(escaped)
        fails, unknown = fails.copy(), unknown.copy()
        fails[self.rows] |= none & unknown[self.rows]
        unknown[self.rows] &= ~(none | some)
        return fails, unknown


def _held(watch: Watch, number: Whole) -> Whole:
    return number if number.largest <= FITS else watch.all_escaped()
