"""Files of outcomes: party, outcome, day, score or facts; every cell read under a written grammar.

Empty outcomes and scores are counted and left out; a cell that says something else than the
columns allow refuses the whole file, by row.
"""

import io
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kerong.evidence.imports.limits import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED,
)
from kerong.evidence.imports.read import read_file
from kerong.evidence.imports.report import FileRefused, RowFault
from kerong.population.backtests.errors import OutcomesTooLarge, OutcomesUnreadable

PARTY, OUTCOME, DAY, SCORE, SAMPLE = "party", "outcome", "observed_on", "score", "sample"
OWN = (PARTY, OUTCOME, DAY, SCORE, SAMPLE)
NEEDED = (PARTY, OUTCOME)
ENDED = {"good": False, "bad": True, "0": False, "1": True, "正常": False, "违约": True}
SAMPLES = {"": False, "tested": False, "development": True}
LONGEST_PARTY = 40
_POINTS = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,3})?", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_PARQUET = b"PAR1"
_PIECE = 16  # rows of a Parquet file unpacked at once
NO_OUTCOME, NO_SCORE, REPEATED = "no_outcome", "no_score", "repeated"


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """`milli` None where the score is empty or facts are to be scored; `cells` are those facts."""

    no: int
    party: str
    bad: bool
    observed_on: date | None
    is_development: bool
    milli: int | None
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The rows that say how they ended, and how many were left out why."""

    rows: tuple[OutcomeRow, ...]
    left_out: Counter[str]
    has_scores: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    header: tuple[str, ...]
    rows: list[tuple[int, tuple[str, ...]]]


def read_outcomes(name: str, content: bytes) -> Outcomes:
    """The rows of a CSV, XLSX or Parquet file; raises OutcomesUnreadable, OutcomesTooLarge."""
    if len(content) > MAX_BYTES:
        raise OutcomesTooLarge(most=MAX_ROWS, megabytes=MAX_BYTES // 2**20)
    sheet = _parquet(content) if content.startswith(_PARQUET) else _table(name, content)
    columns = {title.strip(): at for at, title in enumerate(sheet.header)}
    _require_header(sheet.header, columns)
    facts = tuple(title for title in columns if title not in OWN)
    left_out: Counter[str] = Counter()
    rows: list[OutcomeRow] = []
    faults: list[RowFault] = []
    seen: set[tuple[str, date | None]] = set()
    for no, cells in sheet.rows:
        named = {
            title: cells[at].strip() if at < len(cells) else "" for title, at in columns.items()
        }
        if not named[OUTCOME]:
            left_out[NO_OUTCOME] += 1
            continue
        try:
            row = _row(no, named, facts)
        except _Unclear as fault:
            faults.append(_fault(no, str(fault), named[str(fault)]))
            continue
        if (row.party, row.observed_on) in seen:
            left_out[REPEATED] += 1
            continue
        seen.add((row.party, row.observed_on))
        rows.append(row)
    if faults:
        raise OutcomesUnreadable(faults)
    if not rows:
        raise OutcomesUnreadable([RowFault("file.no_rows")])
    return Outcomes(tuple(rows), left_out, SCORE in columns, facts)


class _Unclear(Exception):
    """Names the column whose cell cannot be read."""


def _row(no: int, cells: dict[str, str], facts: tuple[str, ...]) -> OutcomeRow:
    party, score = cells[PARTY], cells.get(SCORE, "")
    if not party or len(party) > LONGEST_PARTY:
        raise _Unclear(PARTY)
    if cells[OUTCOME] not in ENDED:
        raise _Unclear(OUTCOME)
    if cells.get(SAMPLE, "") not in SAMPLES:
        raise _Unclear(SAMPLE)
    if score and not _POINTS.fullmatch(score):
        raise _Unclear(SCORE)
    return OutcomeRow(
        no=no,
        party=party,
        bad=ENDED[cells[OUTCOME]],
        observed_on=_day(cells.get(DAY, "")),
        is_development=SAMPLES[cells.get(SAMPLE, "")],
        milli=int(Fraction(score) * 1000) if score else None,
        cells={code: cells[code] for code in facts},
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise _Unclear(DAY) from None


def _table(name: str, content: bytes) -> _Sheet:
    try:
        table = read_file(name, content)
    except FileRefused as refused:
        raise OutcomesUnreadable(refused.faults) from refused
    return _Sheet(table.header, [(row.no, row.cells) for row in table.rows])


def _parquet(content: bytes) -> _Sheet:
    """Bounded by what the file says of itself, then piece by piece: one long text that a
    dictionary repeats weighs nothing before it is unpacked."""
    too_large = OutcomesTooLarge(most=MAX_ROWS, megabytes=MAX_BYTES // 2**20)
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        names = tuple(file.schema_arrow.names)
        count = file.metadata.num_rows
        if count > MAX_ROWS or len(names) > MAX_COLUMNS or count * len(names) > MAX_CELLS:
            raise too_large
        rows: list[tuple[str, ...]] = []
        unpacked = 0
        for batch in file.iter_batches(batch_size=_PIECE):
            unpacked += batch.nbytes
            if unpacked > MAX_UNPACKED:
                raise too_large
            columns = [batch.column(at).to_pylist() for at in range(len(names))]
            rows += [tuple(map(_text, row)) for row in zip(*columns, strict=True)]
    except (OSError, pa.ArrowException) as fault:
        raise OutcomesUnreadable([RowFault("file.kind_unknown")]) from fault
    return _Sheet(names, list(enumerate(rows, start=1)))


def _text(value: Any) -> str:
    """A cell as a CSV file would have it; fractions of numbers keep their shortest spelling."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _require_header(header: tuple[str, ...], columns: dict[str, int]) -> None:
    missing = [each for each in NEEDED if each not in columns]
    if missing:
        words = (f"缺少列 {', '.join(missing)}", f"columns are missing: {', '.join(missing)}")
        raise OutcomesUnreadable([RowFault("backtest.header", words=words)])
    if len(columns) != len(header):
        words = ("有的列名出现了两次", "a column is there twice")
        raise OutcomesUnreadable([RowFault("backtest.header", words=words)])


def _fault(no: int, column: str, cell: str) -> RowFault:
    shown = cell[:40]
    words = (
        f"第 {no} 行「{column}」列不能是「{shown}」",
        f"row {no}, column {column} cannot be “{shown}”",
    )
    return RowFault("backtest.cell", row=no, column=column, words=words)
