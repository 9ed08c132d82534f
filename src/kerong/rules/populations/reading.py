"""Reads a file of firms (CSV or Parquet, one column a fact code, plus `credit_code`) in blocks."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from kerong.rules.engine_1.columns import Columns
from kerong.rules.errors import field_error
from kerong.rules.populations.cells import CellReader, texts_of
from kerong.rules.populations.errors import (
    CellFault,
    PopulationUnreadable,
    fault_of,
    file_fault,
)
from kerong.rules.reasons import Unreadable
from kerong.rules.vocabulary import MONEY, POINTS, RATIO, Fact, vocabulary

CREDIT_CODE, NAME = "credit_code", "name"
SUFFIXES = {MONEY: "_fen", RATIO: "_ppm", POINTS: "_milli"}  # columns of stored whole numbers
LONGEST_CODE = 40
_READ_AT_ONCE = 1 << 22  # bytes of a CSV file


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of the file is which fact; `first_row` numbers the first firm."""

    columns: tuple[tuple[str, str], ...]
    first_row: int


@dataclass(frozen=True, slots=True)
class ReadBlock:
    """One block as rules take it; `rounded` counts cells rounded to six decimals, by column."""

    columns: Columns
    faults: tuple[CellFault, ...]
    rounded: dict[str, int]


class Population:
    """A file or Arrow table of firms. Only one piece of it is in memory at a time."""

    def __init__(self, source: Path | pa.Table) -> None:
        """Raises PopulationUnreadable for a file that cannot be opened or a column that is no
        fact."""
        self._source = source
        with _opened(source) as (schema, _, first_row):
            self.layout = _layout(schema, first_row)

    def batches(self, rows: int) -> Iterator[pa.RecordBatch]:
        """The cells as they stand, in batches of exactly this many rows (the last may be less)."""
        with _opened(self._source) as (schema, batches, _):
            yield from _cut(schema, batches, rows)

    def blocks(self, rows: int) -> Iterator[ReadBlock]:
        first = self.layout.first_row
        for batch in self.batches(rows):
            yield read_block(batch, self.layout, first)
            first += batch.num_rows

    def digest(self) -> str:
        """Names the content of the file; of a table, its Arrow form."""
        hashed = sha256()
        if isinstance(self._source, pa.Table):
            for batch in self._source.combine_chunks().to_batches():
                hashed.update(batch.serialize())
        else:
            with self._source.open("rb") as file:
                while piece := file.read(1 << 20):
                    hashed.update(piece)
        return hashed.hexdigest()


def read_population(source: Path | str | pa.Table) -> Population:
    """A population from a `.parquet` or `.csv` file or an Arrow table.

    Cells mean what they mean in a facts document; in Parquet money may stand as 64-bit whole
    numbers in `…_fen`, ratios in `…_ppm`, points in `…_milli`. An empty cell is unknown.
    """
    return Population(Path(source) if isinstance(source, str) else source)


def read_block(batch: pa.RecordBatch, layout: Layout, first_row: int) -> ReadBlock:
    """A batch of cells as columns of facts, with whatever could not be read."""
    reader = CellReader(first_row)
    words = vocabulary()
    values = {
        code: reader.column(name, words.fact(code), batch.column(name))
        for name, code in layout.columns
    }
    codes, faults = _credit_codes(batch.column(CREDIT_CODE), first_row)
    faults += reader.faults
    return ReadBlock(Columns(codes, values), tuple(faults), reader.rounded)


def _credit_codes(cells: pa.Array, first_row: int) -> tuple[list[str], list[CellFault]]:
    found = texts_of(cells)
    faults = []
    for at, text in enumerate(found):
        if text is None or len(text) > LONGEST_CODE:
            wrong = field_error(CREDIT_CODE, Unreadable("value.code", text=(text or "")[:40]))
            faults.append(fault_of(first_row + at, CREDIT_CODE, text, wrong))
    return [text or "" for text in found], faults


@contextmanager
def _opened(source: Path | pa.Table) -> Iterator[tuple[pa.Schema, Iterator[pa.RecordBatch], int]]:
    if isinstance(source, pa.Table):
        yield source.schema, iter(source.to_batches()), 1
        return
    try:
        with source.open("rb") as file:
            if file.read(4) == b"PAR1":
                parquet = pq.ParquetFile(file, buffer_size=1 << 20, pre_buffer=False)
                yield parquet.schema_arrow, parquet.iter_batches(batch_size=65_536), 1
                return
        reader = _csv_reader(source)
        yield reader.schema, iter(reader), 2  # the header is row 1
    except (OSError, UnicodeError, csv.Error, pa.ArrowException) as fault:
        raise PopulationUnreadable([file_fault(source.name, fault)]) from fault


def _csv_reader(path: Path) -> Any:
    """Every cell as text: what it means is decided by the column's fact."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), [])
    return pa_csv.open_csv(
        path,
        read_options=pa_csv.ReadOptions(block_size=_READ_AT_ONCE),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(header, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=True,
        ),
    )


def _layout(schema: pa.Schema, first_row: int) -> Layout:
    """Every column must be a fact, once; the credit code must be there."""
    words = vocabulary()
    faults: list[CellFault] = []
    columns: dict[str, str] = {}
    if CREDIT_CODE not in schema.names:
        faults.append(_column_fault(CREDIT_CODE, Unreadable("text.missing", key=CREDIT_CODE)))
    for name in schema.names:
        if name in (CREDIT_CODE, NAME):
            continue
        fact = _fact_of(name)
        if fact is None:
            nearest = words.nearest(name)
            why = Unreadable("fact.unknown", fact=name[:60], nearest=nearest)
            faults.append(_column_fault(name, why))
        elif fact.code in columns.values():
            faults.append(_column_fault(name, Unreadable("fact.duplicate", key=name[:60])))
        else:
            columns[name] = fact.code
    if faults:
        raise PopulationUnreadable(faults)
    return Layout(tuple(columns.items()), first_row)


def _fact_of(name: str) -> Fact | None:
    words = vocabulary()
    if name in words:
        return words.fact(name)
    for kind, suffix in SUFFIXES.items():
        code = name.removesuffix(suffix)
        if code != name and code in words and words.fact(code).type == kind:
            return words.fact(code)
    return None


def _column_fault(name: str, why: Unreadable) -> CellFault:
    return fault_of(1, name, name, field_error(name, why))


def _cut(
    schema: pa.Schema, batches: Iterator[pa.RecordBatch], rows: int
) -> Iterator[pa.RecordBatch]:
    """Batches of exactly so many rows, whatever the pieces of the file; at least one."""
    held: list[pa.RecordBatch] = []
    count, none = 0, True
    for batch in batches:
        held.append(batch)
        count += batch.num_rows
        while count >= rows:
            whole = _one(held)
            yield whole.slice(0, rows)
            held, count, none = [whole.slice(rows)], count - rows, False
    if count or none:
        yield _one(held or [pa.RecordBatch.from_pylist([], schema)])


def _one(batches: Sequence[pa.RecordBatch]) -> pa.RecordBatch:
    if len(batches) == 1:
        return batches[0]
    whole: pa.RecordBatch = pa.concat_batches(batches)
    return whole
