"""Files of outcomes: three kinds of files, one grammar, everything else refused by row."""

import io
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kerong.population.backtests import outcomes
from kerong.population.backtests.errors import OutcomesTooLarge, OutcomesUnreadable
from kerong.population.backtests.outcomes import read_outcomes
from tests.build.outcomes import csv_file, scores

HEADER = ("party", "observed_on", "score", "outcome")


def read(*rows: tuple[Any, ...], header: tuple[str, ...] = HEADER) -> outcomes.Outcomes:
    return read_outcomes("o.csv", csv_file(header, rows))


def parquet(**columns: Any) -> bytes:
    held = io.BytesIO()
    pq.write_table(pa.table(columns), held)
    return held.getvalue()


def test_rows_are_read_with_points_day_and_outcome() -> None:
    found = read(("P1", "2025-01-31", "71.5", "good"), ("P2", "", "-3", "违约"))

    first, second = found.rows
    assert (first.milli, first.bad, str(first.observed_on)) == (71_500, False, "2025-01-31")
    assert (second.milli, second.bad, second.observed_on) == (-3000, True, None)
    assert found.has_scores and not found.facts and not found.left_out


def test_open_cases_and_repeats_are_left_out_and_counted() -> None:
    found = read(
        ("P1", "", "1", "good"), ("P1", "", "2", "bad"), ("P2", "", "3", ""), ("P3", "", "", "bad")
    )

    assert found.left_out == {"no_outcome": 1, "repeated": 1}
    assert [row.milli for row in found.rows] == [1000, None]


def test_a_parquet_file_reads_as_a_csv_file_does() -> None:
    from_csv = read_outcomes("o.csv", scores())
    from_parquet = read_outcomes(
        "o.parquet",
        parquet(
            party=[row.party for row in from_csv.rows],
            observed_on=[row.observed_on for row in from_csv.rows],
            score=[(row.milli or 0) // 1000 for row in from_csv.rows],
            outcome=[int(row.bad) for row in from_csv.rows],
        ),
    )

    assert [(r.party, r.milli, r.bad, r.observed_on) for r in from_parquet.rows] == [
        (r.party, r.milli, r.bad, r.observed_on) for r in from_csv.rows
    ]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("", "", "1", "good"), "party"),
        (("P" * 41, "", "1", "good"), "party"),
        (("P", "2025-02-30", "1", "good"), "observed_on"),
        (("P", "20250101", "1", "good"), "observed_on"),
        (("P", "", "1e3", "good"), "score"),
        (("P", "", "NaN", "good"), "score"),
        (("P", "", "１２", "good"), "score"),
        (("P", "", "1_0", "good"), "score"),
        (("P", "", "1.0001", "good"), "score"),
        (("P", "", "1", "maybe"), "outcome"),
        (("P", "", "1", "2"), "outcome"),
    ],
)
def test_a_cell_of_another_meaning_refuses_the_file_by_row(
    row: tuple[str, ...], column: str
) -> None:
    with pytest.raises(OutcomesUnreadable) as refused:
        read(("P0", "", "1", "good"), row)

    fault = refused.value.facts["errors"][0]
    assert (fault["row"], fault["column"]) == (3, column)
    assert "第 3 行" in refused.value.say() and "row 3" in refused.value.say("en")


def test_a_sample_is_development_tested_or_refused() -> None:
    header = ("party", "score", "outcome", "sample")

    found = read(("A", "1", "good", "development"), ("B", "1", "bad", "tested"), header=header)

    assert [row.is_development for row in found.rows] == [True, False]
    with pytest.raises(OutcomesUnreadable):
        read(("A", "1", "good", "train"), header=header)


@pytest.mark.parametrize("header", [("party", "score"), ("outcome", "score"), ("a", "b", "c")])
def test_a_file_without_party_or_outcome_is_refused(header: tuple[str, ...]) -> None:
    with pytest.raises(OutcomesUnreadable, match="missing"):
        read(("1",) * len(header), header=header)


def test_a_column_twice_is_refused() -> None:
    with pytest.raises(OutcomesUnreadable, match="twice"):
        read(("A", "good", "bad"), header=("party", "outcome", "outcome"))


@pytest.mark.parametrize(
    "content", [b"", b"PAR1 nothing", b"%PDF-1.4", b"\x00\x01", b"party,outcome\n"]
)
def test_what_is_no_file_of_rows_is_refused(content: bytes) -> None:
    with pytest.raises(OutcomesUnreadable):
        read_outcomes("o", content)


def test_size_is_bounded_before_anything_is_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outcomes, "MAX_BYTES", 10)

    with pytest.raises(OutcomesTooLarge):
        read_outcomes("o.csv", scores())


def test_rows_of_a_parquet_file_are_counted_before_they_are_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(outcomes, "MAX_ROWS", 3)

    with pytest.raises(OutcomesTooLarge):
        read_outcomes("o.parquet", parquet(party=["A"] * 4, outcome=["good"] * 4))


def test_one_long_text_repeated_by_a_dictionary_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    content = parquet(party=["A" * 10_000] * 2000, outcome=["good"] * 2000)
    assert len(content) < 30_000
    monkeypatch.setattr(outcomes, "MAX_UNPACKED", 1_000_000)

    with pytest.raises(OutcomesTooLarge):
        read_outcomes("o.parquet", content)
