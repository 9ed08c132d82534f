"""Answers by firm as Parquet: a row a firm with its best product, its counts and its scores."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from kerong.rules.engine_1.columns import Amount, ColumnResults, Columns, Words
from kerong.rules.populations.reading import SUFFIXES
from kerong.rules.populations.results_file import whole
from kerong.rules.vocabulary import CODE, POINTS, vocabulary

_FIELDS = (
    pa.field("credit_code", pa.string(), nullable=False),
    pa.field("best_offering", pa.string()),
    pa.field("best_listing", pa.string()),
    pa.field("best_limit_fen", pa.int64()),
    pa.field("best_rate_ppm", pa.int64()),
    pa.field("meets", pa.int32(), nullable=False),
    pa.field("fails", pa.int32(), nullable=False),
    pa.field("unknown", pa.int32(), nullable=False),
)


def firms_schema(scores: Sequence[str]) -> pa.Schema:
    """The columns of every run, then one a fact that scorecards feed: milli-points or a grade."""
    return pa.schema([*_FIELDS, *map(_score_field, scores)])


def _score_field(fact: str) -> pa.Field:
    if vocabulary().fact(fact).type == CODE:
        return pa.field(fact, pa.string())
    return pa.field(fact + SUFFIXES[POINTS], pa.int64())


def firms_batch(block: Columns, results: ColumnResults) -> pa.RecordBatch:
    """The firms of a block, in the order of the file."""
    best = results.best()
    counts = results.counts_by_firm()
    listings = results.listings
    columns = [
        pa.array(block.credit_codes, type=pa.string()),
        _named(best, [each.offering for each in listings]),
        _named(best, [each.code for each in listings]),
        _amounts(results.amounts_of_best(best, results.limit_fen), block.rows),
        _amounts(results.amounts_of_best(best, results.rate_ppm), block.rows),
        *(pa.array(counts[:, at]) for at in range(3)),
        *(_score(each, block.rows) for each in results.scores.values()),
    ]
    return pa.record_batch(columns, schema=firms_schema(tuple(results.scores)))


def _named(best: NDArray[np.int32], names: list[str]) -> pa.Array:
    """The name of the listing chosen for each firm, null where none is."""
    return _words(names, np.maximum(best, 0), best < 0)


def _words(words: Sequence[Any], places: NDArray[np.int32], absent: Any) -> pa.Array:
    if not words:
        return pa.nulls(len(places), pa.string())
    return pa.array(words, type=pa.string()).take(pa.array(places, mask=absent))


def _amounts(amount: Amount, rows: int) -> pa.Array:
    at, known = amount.full(rows)
    return pa.array(at, mask=~known)


def _score(score: Amount | Words, rows: int) -> pa.Array:
    if isinstance(score, Amount):
        return _amounts(score, rows)
    absent = np.zeros(rows, dtype=bool) if score.known is None else ~score.known
    return _words(score.words, score.places, absent)


def write_firms(path: Path, block: Columns, results: ColumnResults) -> None:
    """Write the firms of one block; the file appears under its name only when it is whole."""
    batch = firms_batch(block, results)
    with (
        whole(path) as beside,
        pq.ParquetWriter(
            beside, batch.schema, compression="zstd", compression_level=1, store_schema=False
        ) as parquet,
    ):
        parquet.write_batch(batch)
