"""The column compiler over a file of firms held in memory, as blocks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kerong.rules.engine_1 import Plan
from kerong.rules.engine_1.columns import ColumnResults, Columns, compile_columns
from kerong.rules.populations.allocator import keep_freed_memory
from kerong.rules.populations.reading import read_population
from kerong.rules.populations.runs import ROWS


class Ours:
    """Blocks read beforehand, as the other engines hold their tables."""

    def __init__(self, path: Path, plan: Plan, on: date) -> None:
        keep_freed_memory()
        self.plan = compile_columns(plan, on)
        self.blocks = [read.columns for read in read_population(path).blocks(ROWS)]

    def totals(self, pool: ThreadPoolExecutor | None) -> list[tuple[int, int, int, int]]:
        several = (pool.map if pool else map)(self._block, self.blocks)
        total = np.sum(list(several), axis=0)
        return [tuple(row) for row in total.tolist()]

    def _block(self, block: Columns) -> NDArray[np.int64]:
        results = self.plan.run(block)
        return np.concatenate([results.counts(), _sums(results)[:, None]], axis=1)


def _sums(results: ColumnResults) -> NDArray[np.int64]:
    """Sums of known limits; what stands in unknown rows is taken off again."""
    sums = np.zeros(len(results.listings), dtype=np.int64)
    unknown: dict[int, NDArray[np.intp]] = {}
    for at in range(len(results.listings)):
        limit = results.limit_fen(at)
        if limit is None:
            continue
        if limit.known is None or isinstance(limit.at, int):
            numbers, known = limit.full(results.rows)
            sums[at] = (numbers * known).sum()
            continue
        if id(limit.known) not in unknown:
            unknown[id(limit.known)] = np.flatnonzero(~limit.known)
        sums[at] = limit.at.sum() - limit.at[unknown[id(limit.known)]].sum()
    return sums
