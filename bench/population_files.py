"""The invented firms as Parquet: plain whole numbers for other engines, cells for ours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.population_firms import GRADES, INDUSTRIES, Column, chunks, kinds

SUFFIX = {"money": "_fen", "ratio": "_ppm", "points": "_milli"}
WORDS = {"tax_credit_grade": GRADES, "industry_code": INDUSTRIES}


def write_plain(firms: int, path: Path) -> None:
    """Every fact as a nullable 64-bit number: codes as places, flags as 0 and 1."""
    _write(
        path, ({code: _numbers(column) for code, column in each.items()} for each in chunks(firms))
    )


def write_cells(firms: int, path: Path) -> None:
    """The file `kerong population` reads."""
    _write(path, _cells(firms))


def _cells(firms: int) -> Iterator[dict[str, Any]]:
    first = 0
    for each in chunks(firms):
        rows = len(each["tax_paid"][0])
        found: dict[str, Any] = {
            "credit_code": pa.array([f"91500000MA{at:08d}" for at in range(first, first + rows)])
        }
        for code, column in each.items():
            kind = kinds()[code]
            if kind == "flag":
                found[code] = pa.array(column[0].astype(bool), mask=~column[1])
            elif kind == "code":
                words = np.array(WORDS[code], dtype=object)
                found[code] = pa.array(words[column[0]], mask=~column[1])
            else:
                found[code + SUFFIX.get(kind, "")] = _numbers(column)
        first += rows
        yield found


def _numbers(column: Column) -> Any:
    return pa.array(column[0], mask=~column[1])


def _write(path: Path, pieces: Iterator[dict[str, Any]]) -> None:
    writer = None
    for piece in pieces:
        table = pa.table(piece)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer is not None:
        writer.close()
