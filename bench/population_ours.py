"""The column compiler over a file of firms held in memory, as blocks."""

from datetime import date
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.rules_catalogue import catalogue
from kerong.rules.engine_1 import Plan, compile_rules
from kerong.rules.engine_1.columns import ColumnResults, Columns, compile_columns
from kerong.rules.populations.allocator import keep_freed_memory
from kerong.rules.populations.reading import read_population
from kerong.rules.populations.runs import ROWS


class Ours:
    """Blocks read beforehand, as the other engines hold their tables; every `step`-th of them."""

    def __init__(self, path: Path, plan: Plan, on: date, first: int = 0, step: int = 1) -> None:
        keep_freed_memory()
        self.plan = compile_columns(plan, on)
        blocks = (read.columns for read in read_population(path).blocks(ROWS))
        self.blocks = list(islice(blocks, first, None, step))

    def totals(self) -> list[tuple[int, int, int, int]]:
        total = np.zeros((len(self.plan.listings), 4), dtype=np.int64)
        for each in self.blocks:
            total += self._block(each)
        return [tuple(row) for row in total.tolist()]

    def _block(self, block: Columns) -> NDArray[np.int64]:
        results = self.plan.run(block)
        return np.concatenate([results.counts(), _sums(results)[:, None]], axis=1)


class OnEveryCore:
    """A process a core, as the command has them: each holds its share of the blocks."""

    def __init__(self, path: Path, on: date, cores: int) -> None:
        context = get_context("spawn")  # Arrow's threads do not survive a fork
        self._workers: list[Connection] = []
        self._processes = []
        for at in range(cores):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, path, on, at, cores))
            process.start()
            self._processes.append(process)
            self._workers.append(ours)
        for worker in self._workers:
            worker.recv()

    def totals(self) -> list[tuple[int, int, int, int]]:
        for worker in self._workers:
            worker.send(True)
        total = np.sum([worker.recv() for worker in self._workers], axis=0)
        return [tuple(row) for row in total.tolist()]

    def close(self) -> None:
        for worker in self._workers:
            worker.send(False)
        for process in self._processes:
            process.join()


def _serve(parent: Connection, path: Path, on: date, first: int, step: int) -> None:
    ours = Ours(path, products(), on, first, step)
    parent.send(None)
    while parent.recv():
        parent.send(ours.totals())


def products() -> Plan:
    found = catalogue()
    return compile_rules(found.rules).plan(found.listings)


def _sums(results: ColumnResults) -> NDArray[np.int64]:
    """Sums of known limits, one for the listings of the same amount; what stands in unknown rows
    is taken off again."""
    by_amount: dict[int, int] = {}
    unknown: dict[int, NDArray[np.intp]] = {}
    for at in {each.limit_at for each in results.listings if each.limit_at >= 0}:
        limit = results.amounts[at]
        if limit.known is None or isinstance(limit.at, int):
            numbers, known = limit.full(results.rows)
            by_amount[at] = int((numbers * known).sum())
            continue
        if id(limit.known) not in unknown:
            unknown[id(limit.known)] = np.flatnonzero(~limit.known)
        by_amount[at] = int(limit.at.sum() - limit.at[unknown[id(limit.known)]].sum())
    return np.array([by_amount.get(each.limit_at, 0) for each in results.listings])
