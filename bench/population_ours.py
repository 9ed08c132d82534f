"""The column compiler over a file of firms held in memory, as blocks."""

import time
from collections.abc import Sequence
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
from kerong.rules.populations.reading import read_block, read_population
from kerong.rules.populations.runs import ROWS

PIECE = 8192  # numbers summed at once


class Ours:
    """Blocks read beforehand, as the other engines hold their tables; every `step`-th of them."""

    def __init__(self, path: Path, plan: Plan, on: date, first: int = 0, step: int = 1) -> None:
        self.plan = compile_columns(plan, on)
        population = read_population(path)
        own = islice(population.batches(ROWS), first, None, step)
        self.blocks = [read_block(batch, population.layout, 1).columns for batch in own]
        keep_freed_memory()

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
        self._worked: float = sum(worker.recv() for worker in self._workers)

    def totals(self) -> list[tuple[int, int, int, int]]:
        for worker in self._workers:
            worker.send(True)
        answers = [worker.recv() for worker in self._workers]
        self._worked = sum(worked for _, worked in answers)
        total = np.sum([totals for totals, _ in answers], axis=0)
        return [tuple(row) for row in total.tolist()]

    def worked(self) -> float:
        """Seconds of all processors so far."""
        return self._worked

    def close(self) -> None:
        for worker in self._workers:
            worker.send(False)
        for process in self._processes:
            process.join()


def _serve(parent: Connection, path: Path, on: date, first: int, step: int) -> None:
    ours = Ours(path, products(), on, first, step)
    parent.send(time.process_time())
    while parent.recv():
        parent.send((ours.totals(), time.process_time()))


def products() -> Plan:
    found = catalogue()
    return compile_rules(found.rules).plan(found.listings)


def _sums(results: ColumnResults) -> NDArray[np.int64]:
    """Sums of known limits by listing; listings that differ in their cap alone are summed side by
    side, and what stands in unknown rows is taken off again."""
    shared: dict[tuple[int, int], list[int]] = {}
    for at in dict.fromkeys(each.limit_at for each in results.listings if each.limit_at >= 0):
        limit = results.amounts[at]
        shared.setdefault((id(limit.under), id(limit.known)), []).append(at)
    sums: dict[int, int] = {}
    unknown: dict[int, NDArray[np.intp]] = {}
    for (_, known), places in shared.items():
        limit = results.amounts[places[0]]
        if known not in unknown:
            none = np.zeros(results.rows, dtype=bool) if limit.known is None else ~limit.known
            unknown[known] = np.flatnonzero(none)
        under = np.broadcast_to(np.asarray(limit.under), results.rows)
        caps = [results.amounts[at].cap for at in places]
        off = _capped_sums(under[unknown[known]], caps)
        sums |= zip(places, _capped_sums(under, caps) - off, strict=True)
    return np.array([sums.get(each.limit_at, 0) for each in results.listings])


def _capped_sums(numbers: NDArray[np.int64], caps: Sequence[int | None]) -> NDArray[np.int64]:
    """The sum for each cap, a piece of the numbers at a time so that it stays in the cache."""
    most = np.array([np.iinfo(np.int64).max if cap is None else cap for cap in caps])
    total = np.zeros(len(caps), dtype=np.int64)
    capped = np.empty((len(caps), PIECE), dtype=np.int64)
    for first in range(0, len(numbers), PIECE):
        piece = numbers[first : first + PIECE]
        own = np.minimum(piece, most[:, None], out=capped[:, : len(piece)])
        total += own.sum(axis=1)
    return total
