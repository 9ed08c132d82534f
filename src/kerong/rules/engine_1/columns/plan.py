"""A plan of listings laid out for columns: one day, any number of blocks of firms."""

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1.columns.amounts import (
    Doubts,
    amount_plan,
    amounts_of,
    uncapped_of,
    with_blank,
)
from kerong.rules.engine_1.columns.beside import Beside
from kerong.rules.engine_1.columns.block import Columns
from kerong.rules.engine_1.columns.criteria import CRITERIA, Packed, packed
from kerong.rules.engine_1.columns.exact import Column, Words, nowhere, of_units, rounded
from kerong.rules.engine_1.columns.fed import FedColumn
from kerong.rules.engine_1.columns.graph import Graph, bound
from kerong.rules.engine_1.columns.outcomes import FAILS, MEETS, UNKNOWN, Outcomes
from kerong.rules.engine_1.columns.results import Amount, ColumnResults, Listed
from kerong.rules.engine_1.columns.routes import nearest_routes
from kerong.rules.engine_1.columns.run import BlockRun, Ground
from kerong.rules.engine_1.derived import derivations
from kerong.rules.engine_1.plan import Plan
from kerong.rules.engine_1.program import TODAY, MeasureKey
from kerong.rules.engine_1.sheet import Sheet
from kerong.rules.formulas.nodes import Node
from kerong.rules.values import POINT

_GATHERED = 1 << 16  # words of masks joined at once: they stay in the cache
CODES = {"meets": MEETS, "fails": FAILS, "unknown": UNKNOWN}


class ColumnsPlan:
    """The answers of a plan for one day, block by block; the same meaning as one by one.

    Nothing in it depends on a firm; safe to share between threads.
    """

    def __init__(self, plan: Plan, on: date, beside: Beside) -> None:
        sheet = plan.sheet(on)
        self.on = on
        self.beside = beside
        self.listings = tuple(
            Listed(
                each.listing.code,
                each.rules.key,
                each.limit_at,
                each.rate_at,
                each.term_at,
                tuple(route.key for route in each.routes),
            )
            for each in sheet.listings
        )
        self._plan = plan
        self._sheet = sheet
        graph = Graph()
        computed = {
            code: graph.want(each.node)
            for code, each in derivations().items()
            if each.node is not None
        }
        self._ground = Ground(graph, computed, _fed(graph, sheet), on, plan.reference)
        self._measures = _measures(graph, sheet)
        self._wanted = [_wanted(graph, sheet, each.offering, each.node) for each in beside.wanted]
        self._slots = {at: key for key, at in sheet.program.slots.items()}
        amounts = [amount_plan(graph, run) for run in sheet.amounts]
        self._amounts = [with_blank(self._ground, each) for each in amounts]
        self._bits = _bit_count(sheet)
        self._masks = _masks(sheet, self._bits)

    def run(self, block: Columns) -> ColumnResults:
        """Every listing for every firm of the block. Rows that could leave 64 bits are answered
        by the engine for one firm."""
        with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
            judged = _Judgement(self, block)
            results = judged.results()
        escaped = judged.work.watch.escaped
        if escaped is not None and escaped.any():
            self._answer_one_by_one(block, np.flatnonzero(escaped), results)
        return results

    def _answer_one_by_one(
        self, block: Columns, rows: NDArray[np.intp], results: ColumnResults
    ) -> None:
        answers = [self._plan.run(block.facts(row), self.on) for row in rows.tolist()]
        results.exact_rows = len(rows)
        full = results.outcomes
        full[:, rows] = np.array([[CODES[each.outcome] for each in firm] for firm in answers]).T
        results.judged = Outcomes.of(full)
        for at, amount in enumerate(results.amounts):
            amount.replace(rows, [firm.judged.amounts[at] for firm in answers], results.rows)
        for at, places in results.routes.items():
            names = self.listings[at].routes
            places[rows] = [names.index(firm.judged.chosen[at]) for firm in answers]
        for wanted, value in zip(self.beside.wanted, results.values, strict=True):
            slot = self._sheet.program.measure_slot(wanted.offering, wanted.node)
            value.replace(rows, [wanted.of_firm(each.judged, slot) for each in answers], block.rows)
        for probe, near in zip(self.beside.probes, results.near, strict=True):
            near[rows] = [probe.of_firm(firm.judged) for firm in answers]
        results.scores = {
            fact: _replaced(score, rows, [each.judged.values[at] for each in answers], block.rows)
            for fact, score in results.scores.items()
            for at in [self._sheet.program.slots[fact]]
        }


class _Judgement:
    """One block being judged: slots, then questions, then amounts, then listings."""

    def __init__(self, plan: ColumnsPlan, block: Columns) -> None:
        self.plan = plan
        self.work = BlockRun(plan._ground, block)
        self.watch = self.work.watch
        shape = (plan._bits + 1, -(-block.rows // 64) * 8)  # whole words of 64 rows
        self.fails = np.zeros(shape, dtype=np.uint8)
        self.unknown = np.zeros(shape, dtype=np.uint8)
        self.bytes = -(-block.rows // 8)
        self._columns: dict[int, Column] = {}

    def slot(self, at: int) -> Column:
        if at not in self._columns:
            self._columns[at] = self._slot(self.plan._slots[at])
        return self._columns[at]

    def _slot(self, key: str | MeasureKey) -> Column:
        if isinstance(key, tuple):
            number = self.plan._measures[key]
            return nowhere(self.watch.rows) if number is None else self.work.column_of(number)
        if key == TODAY:
            today = np.full(self.watch.rows, self.plan.on.toordinal(), dtype=np.int64)
            return of_units(today, 1, None)
        return self.work.fact(key)

    def results(self) -> ColumnResults:
        self._judge_questions()
        amounts = self._judge_amounts()
        self._judge_alternatives()
        fails, unknown = self._joined(self.fails), self._joined(self.unknown)
        routes = {}
        for at in self.plan._sheet.several:
            layout = self.plan._sheet.listings[at]
            routes[at], own = nearest_routes(layout, self._rows_of)
            fails[at, : self.bytes] |= packed(own == FAILS)
            unknown[at, : self.bytes] |= packed(own == UNKNOWN)
        outcomes = Outcomes(fails, unknown, self.watch.rows)
        values = self._values()
        near = [each.of_block(self, self.watch.rows) for each in self.plan.beside.probes]
        scores = {fact: self._score(fact) for fact in self.plan.beside.scores}
        return ColumnResults(self.plan.listings, outcomes, amounts, routes, 0, values, near, scores)

    def _values(self) -> list[Amount]:
        values = []
        for wanted, number in zip(self.plan.beside.wanted, self.plan._wanted, strict=True):
            found = nowhere(self.watch.rows) if number is None else self.work.column_of(number)
            whole = self.watch.fitting(rounded(self.watch, found, wanted.scale))
            values.append(Amount(whole.at, found.known))
        return values

    def _score(self, fact: str) -> Amount | Words:
        found = self.work.fact(fact)
        if isinstance(found, Words):
            return found
        whole = self.watch.fitting(rounded(self.watch, found, POINT))
        return Amount(whole.at, found.known)

    def _judge_questions(self) -> None:
        first = at = 0
        for group in self.plan._sheet.groups:
            fails, known = CRITERIA[type(group)](self, group)
            for at, rows in enumerate(fails, start=first):
                self.fails[at, : self.bytes] = rows
            own = slice(first, at + 1)
            if known is not None:
                self.unknown[own, : self.bytes] = packed(~known)
                self.fails[own, : self.bytes] &= packed(known)
            first = at + 1

    def _judge_amounts(self) -> list[Amount]:
        amounts = [_fixed(value, self.watch.rows) for value in self.plan._sheet.fixed]
        _set(self.fails, self.plan._sheet.fixed_fails, self.watch.rows)
        _set(self.unknown, self.plan._sheet.fixed_unknown, self.watch.rows)
        doubts = Doubts(self.work)
        for run in self.plan._amounts:
            shared = uncapped_of(self.work, run)
            amounts += amounts_of(run, shared, self.watch.rows)
            for bits, fails, unknown in doubts.judged(run, shared):
                self.fails[bits, : self.bytes] = fails
                self.unknown[bits, : self.bytes] = unknown
        return amounts

    def _judge_alternatives(self) -> None:
        """A group of alternatives is in the way where none of them is met."""
        for bits, bit in self.plan._sheet.alternatives:
            numbers, own = _numbers(bits), bit.bit_length() - 1
            unmet = np.bitwise_and.reduce(self.fails[numbers] | self.unknown[numbers], axis=0)
            open_ = np.bitwise_or.reduce(self.unknown[numbers], axis=0)
            self.unknown[own] = unmet & open_
            self.fails[own] = unmet & ~open_

    def _joined(self, masks: Packed) -> Packed:
        """For each listing the rows in which any of its bits is set."""
        words = masks.view(np.uint64)
        joined = np.empty((len(self.plan.listings), words.shape[1]), dtype=np.uint64)
        for places, bits in self.plan._masks:
            at_once = max(_GATHERED // max(bits.shape[1] * words.shape[1], 1), 1)
            for first in range(0, len(places), at_once):
                some = slice(first, first + at_once)
                joined[places[some]] = np.bitwise_or.reduce(words[bits[some]], axis=1)
        return joined.view(np.uint8)

    def _rows_of(self, bit: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """Where one bit fails and where it is unknown, a row each."""
        at, rows = bit.bit_length() - 1, self.watch.rows
        fails = np.unpackbits(self.fails[at], count=rows).view(bool)
        return fails, np.unpackbits(self.unknown[at], count=rows).view(bool)


def _replaced(
    score: Amount | Words, rows: NDArray[np.intp], values: list[Any], count: int
) -> Amount | Words:
    """The score with these rows answered one by one."""
    if isinstance(score, Words):
        return score.replaced(rows, values)
    score.replace(rows, values, count)
    return score


def compile_columns(plan: Plan, on: date, beside: Beside | None = None) -> ColumnsPlan:
    """The rules, listings, parameters and tables of a plan as one function over columns."""
    return ColumnsPlan(plan, on, beside or Beside())


def _measures(graph: Graph, sheet: Sheet) -> dict[MeasureKey, int | None]:
    return {
        key: _wanted(graph, sheet, *key) for key in sheet.program.slots if isinstance(key, tuple)
    }


def _fed(graph: Graph, sheet: Sheet) -> dict[str, list[FedColumn]]:
    return {
        fact: [FedColumn(each, _wanted(graph, sheet, each.rules.key, each.node)) for each in feeds]
        for fact, feeds in sheet.program.feeds.by_fact.items()
        if fact in sheet.program.slots
    }


def _wanted(graph: Graph, sheet: Sheet, offering: str, node: Node) -> int | None:
    """The number of a formula with the parameters of its pack written in; None without a value."""
    given = {
        f"@{name}": sheet.given[at]
        for (whose, name, _), at in sheet.program.parameters.items()
        if whose == offering
    }
    written = bound(node, given)
    return None if written is None else graph.want(written)


def _bit_count(sheet: Sheet) -> int:
    masks = [
        *sheet.masks,
        *(own for _, own in sheet.alternatives),
        *(b for b, _ in sheet.alternatives),
    ]
    masks += [route.bits for listing in sheet.listings for route in listing.routes]
    masks += [group.every for group in sheet.groups]
    return max((mask.bit_length() for mask in masks), default=0)


def _masks(sheet: Sheet, nothing: int) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Listings with as many bits together: their places, and the numbers of the bits of each after
    one that is never set, so that none is empty."""
    several: dict[int, list[tuple[int, list[int]]]] = {}
    for at, mask in enumerate(sheet.masks):
        several.setdefault(mask.bit_count(), []).append((at, [nothing, *_numbers(mask)]))
    return [
        (np.array([at for at, _ in own]), np.array([bits for _, bits in own], dtype=np.intp))
        for own in several.values()
    ]


def _numbers(mask: int) -> list[int]:
    return [at for at, digit in enumerate(reversed(bin(mask)[2:])) if digit == "1"]


def _set(masks: Packed, bits: int, rows: int) -> None:
    for at in _numbers(bits):
        masks[at, : -(-rows // 8)] = packed(np.ones(rows, dtype=bool))


def _fixed(value: int | None, rows: int) -> Amount:
    if value is None:
        return Amount(0, np.zeros(rows, dtype=bool))
    return Amount(value, None)
