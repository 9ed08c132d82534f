"""Answers as Parquet: a row for each firm and listing, block by block, some listings at a time."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from kerong.rules.engine_1.columns import FAILS, Amount, ColumnResults, Columns
from kerong.rules.populations.reading import ReadBlock

_TEXT = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        pa.field("credit_code", _TEXT, nullable=False),
        pa.field("offering", _TEXT, nullable=False),
        pa.field("listing", _TEXT, nullable=False),
        pa.field("outcome", pa.int8(), nullable=False),
        pa.field("limit_fen", pa.int64()),
        pa.field("rate_ppm", pa.int64()),
    ]
)
ROWS_AT_ONCE = 1 << 20  # a row group; bounds what writing needs of memory
COUNTED = b"kerong.counts"


@dataclass(frozen=True, slots=True)
class Written:
    """What a finished part says of itself."""

    firms: int
    exact_firms: int
    served: int  # firms that meet some product
    counts: list[list[int]]  # by listing: meets, fails, unknown
    rounded: dict[str, int]  # cells rounded to six decimals, by column


def batches_of(
    block: Columns, results: ColumnResults, *, with_fails: bool
) -> Iterator[pa.RecordBatch]:
    """The rows of a block: listings in the order of the plan, firms in that of the file."""
    codes = pa.array(block.credit_codes, type=pa.string())
    listings = results.listings
    codes_of = pa.array([each.code for each in listings], type=pa.string())
    keys = list(dict.fromkeys(each.offering for each in listings))
    offerings = pa.array(keys, type=pa.string())
    at_once = max(ROWS_AT_ONCE // max(block.rows, 1), 1)
    for first in range(0, len(listings), at_once):
        chosen = range(first, min(first + at_once, len(listings)))
        firms = np.tile(np.arange(block.rows, dtype=np.int32), len(chosen))
        places = np.repeat(np.arange(chosen.start, chosen.stop, dtype=np.int32), block.rows)
        own = [keys.index(listings[at].offering) for at in chosen]
        kept = _kept(results, chosen, with_fails)
        yield pa.record_batch(
            [
                pa.DictionaryArray.from_arrays(pa.array(firms[kept]), codes),
                pa.DictionaryArray.from_arrays(
                    pa.array(np.repeat(np.array(own, dtype=np.int32), block.rows)[kept]), offerings
                ),
                pa.DictionaryArray.from_arrays(pa.array(places[kept]), codes_of),
                pa.array(results.outcomes[chosen.start : chosen.stop].ravel()[kept]),
                _amounts([results.limit_fen(at) for at in chosen], block.rows, kept),
                _amounts([results.rate_ppm(at) for at in chosen], block.rows, kept),
            ],
            schema=SCHEMA,
        )


def _kept(results: ColumnResults, chosen: range, with_fails: bool) -> Any:
    if with_fails:
        return slice(None)
    return results.outcomes[chosen.start : chosen.stop].ravel() != FAILS


def _amounts(several: list[Amount | None], rows: int, kept: Any) -> pa.Array:
    """Amounts of some listings one after another; null where not published or unknown."""
    numbers = np.zeros((len(several), rows), dtype=np.int64)
    absent = np.ones((len(several), rows), dtype=bool)
    for at, amount in enumerate(several):
        if amount is not None:
            numbers[at] = amount.at
            absent[at] = False if amount.known is None else ~amount.known
    return pa.array(numbers.ravel()[kept], mask=absent.ravel()[kept])


def write_part(path: Path, read: ReadBlock, results: ColumnResults, *, with_fails: bool) -> Written:
    """Write one block; the file appears under its name only when it is whole."""
    block = read.columns
    written = Written(
        block.rows,
        results.exact_rows,
        results.judged.served(),
        results.counts().tolist(),
        read.rounded,
    )
    with (
        whole(path) as beside,
        pq.ParquetWriter(
            beside,
            SCHEMA,
            compression="zstd",
            compression_level=1,
            use_dictionary=["credit_code", "offering", "listing", "rate_ppm"],
            dictionary_pagesize_limit=4 << 20,
            # one page a column chunk: the firms repeat from listing to listing, and shrink together
            data_page_size=16 << 20,
            max_rows_per_page=ROWS_AT_ONCE,
            write_statistics=["listing", "offering", "outcome"],
            store_schema=False,
        ) as parquet,
    ):
        for batch in batches_of(block, results, with_fails=with_fails):
            parquet.write_batch(batch)
        parquet.add_key_value_metadata({COUNTED: json.dumps(asdict(written)).encode()})
    return written


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A name to write under; what is written appears under its own when it is whole and on disk."""
    beside = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    yield beside
    with beside.open("rb") as file:
        os.fsync(file.fileno())
    beside.replace(path)


def written_of(path: Path) -> Written:
    """What a finished part said of itself when it was written."""
    return Written(**json.loads(pq.read_metadata(path).metadata[COUNTED]))
