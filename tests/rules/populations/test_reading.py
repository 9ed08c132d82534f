"""Files of firms: what a cell means, and what is said of cells that mean nothing."""

import tracemalloc
from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.rules.errors import FactsFault
from kerong.rules.factsfile import read_facts_document
from kerong.rules.populations.errors import PopulationUnreadable
from kerong.rules.populations.reading import read_population
from kerong.rules.vocabulary import vocabulary
from tests.rules.populations.firms import csv_file, firms, parquet_file, table


def read(found, rows=1000):
    return list(read_population(found).blocks(rows))


def one(code, cells, kind=None):
    """The block of a table with one fact and as many firms as cells."""
    codes = [f"F{at}" for at in range(len(cells))]
    (block,) = read(pa.table({"credit_code": codes, code: pa.array(cells, type=kind)}))
    return block


def facts_of(block):
    return [block.columns.facts(row) for row in range(block.columns.rows)]


def test_text_cells_mean_what_they_mean_in_a_facts_document(tmp_path):
    written = firms(200)
    wanted = [dict(read_facts_document({"facts": each}, vocabulary()).facts) for each in written]

    for path in (csv_file(tmp_path, table(written)), parquet_file(tmp_path, table(written))):
        blocks = read(path, rows=64)
        assert [block.columns.rows for block in blocks] == [64, 64, 64, 8]
        assert [facts for block in blocks for facts in facts_of(block)] == wanted
        assert not any(block.faults for block in blocks)


SPELLINGS = st.one_of(
    st.from_regex(r"-?[0-9]{1,14}(\.[0-9]{0,8})?", fullmatch=True),
    st.sampled_from(["1e9", "1_000", "１２", " 5 ", "NaN", "0x10", "-", "5.", ".5", "+1", "5%"]),
)


@pytest.mark.parametrize(
    "code", ["tax_paid", "net_profit", "employees", "points", "rd_ratio", "founded_on", "is_hnte"]
)
@given(cells=st.lists(SPELLINGS, min_size=1, max_size=8))
def test_any_text_is_read_or_refused_as_the_facts_document_does(code, cells):
    block = one(code, cells, pa.string())

    refused = {fault.row - 1 for fault in block.faults}
    for row, cell in enumerate(cells):
        try:
            wanted = dict(read_facts_document({"facts": {code: cell}}, vocabulary()).facts)
        except FactsFault:
            assert row in refused
        else:
            assert row not in refused
            assert block.columns.facts(row) == wanted


@given(cells=st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=1, max_size=8))
def test_a_float_is_the_decimal_it_is_nearest_to_or_is_refused(cells):
    block = one("net_profit", cells, pa.float64())

    refused = {fault.row - 1 for fault in block.faults}
    for row, cell in enumerate(cells):
        try:
            wanted = dict(read_facts_document({"facts": {"net_profit": cell}}, vocabulary()).facts)
        except FactsFault:
            assert row in refused
        else:
            assert block.columns.facts(row) == wanted


def test_stored_whole_numbers_are_taken_as_they_are():
    (block,) = read(
        pa.table(
            {
                "credit_code": ["A", "B"],
                "tax_paid_fen": pa.array([12345, None], type=pa.int64()),
                "pledged_equity_ratio_ppm": pa.array([250_000, 0], type=pa.int32()),
                "points_milli": pa.array([None, 86_500], type=pa.int64()),
            }
        )
    )

    assert facts_of(block) == [
        {"tax_paid": 12345, "pledged_equity_ratio": (250_000, 1_000_000)},
        {"pledged_equity_ratio": (0, 1_000_000), "points": 86_500},
    ]


@pytest.mark.parametrize(
    ("code", "cells", "kind", "wanted"),
    [
        ("tax_paid", [Decimal("12.34"), None], pa.decimal128(12, 4), 1234),
        ("tax_paid", [12, None], pa.int32(), 1200),
        ("tax_paid", [12.34, None], pa.float64(), 1234),
        ("employees", [86.0, None], pa.float64(), 86),
        ("founded_on", [date(2020, 2, 29), None], pa.date32(), date(2020, 2, 29)),
        ("founded_on", [datetime(2020, 2, 29), None], pa.timestamp("us"), date(2020, 2, 29)),
        ("is_hnte", [True, None], pa.bool_(), True),
        ("industry_code", ["C3985", None], pa.dictionary(pa.int8(), pa.string()), "C3985"),
        ("industry_code", ["C3985", None], pa.large_string(), "C3985"),
    ],
)
def test_typed_columns_of_parquet_are_taken_in_their_unit(code, cells, kind, wanted):
    block = one(code, cells, kind)

    assert not block.faults
    assert facts_of(block) == [{code: wanted}, {}]


def test_a_column_without_a_value_is_unknown_everywhere():
    block = one("tax_paid", [None, None], pa.null())

    assert facts_of(block) == [{}, {}]


@pytest.mark.parametrize(
    ("code", "cell", "kind", "reason"),
    [
        ("tax_paid", "12.345", pa.string(), "value.money"),
        ("tax_paid", "-1", pa.string(), "fact.bounds"),
        ("tax_paid", float("nan"), pa.float64(), "value.money"),
        ("tax_paid", 1e15, pa.float64(), "fact.number_size"),
        ("employees", "8.5", pa.string(), "value.count"),
        ("employees", 2**35, pa.int64(), "fact.bounds"),
        ("tax_credit_grade", "Z", pa.string(), "value.choice"),
        ("is_hnte", "yes", pa.string(), "value.flag"),
        ("founded_on", "2020-02-30", pa.string(), "value.date"),
        ("industry_code", "Z39", pa.string(), "value.code"),
    ],
)
def test_a_bad_cell_is_named_by_row_and_column(code, cell, kind, reason):
    block = one(code, [None, cell], kind)

    (fault,) = block.faults
    assert (fault.row, fault.column, fault.code) == (2, code, reason)
    assert fault.zh != fault.en


@pytest.mark.parametrize("cell", [10**18, -1])
def test_a_stored_amount_outside_the_bounds_is_named(cell):
    found = pa.table({"credit_code": ["A"], "tax_paid_fen": pa.array([cell], type=pa.int64())})

    (block,) = read(found)

    assert [(fault.row, fault.column, fault.code) for fault in block.faults] == [
        (1, "tax_paid_fen", "fact.bounds")
    ]


def test_a_stored_amount_is_a_whole_number_or_refused():
    found = pa.table({"credit_code": ["A", "B"], "tax_paid_fen": ["12", "12.5"]})

    (block,) = read(found)

    assert [(fault.row, fault.code) for fault in block.faults] == [(2, "value.count")]


def test_rows_of_a_csv_file_count_from_its_header(tmp_path):
    path = tmp_path / "firms.csv"
    path.write_text("credit_code,employees\nA,1\nB,x\n,3\n", encoding="utf-8-sig")

    (block,) = read(path)

    assert [(fault.row, fault.column) for fault in block.faults] == [
        (4, "credit_code"),
        (3, "employees"),
    ]


def test_ratios_with_more_decimals_are_rounded_and_counted():
    block = one("rd_ratio", ["0.0520004", "0.05", "0.0520005"])

    assert [facts["rd_ratio"][0] for facts in facts_of(block)] == [52_000, 50_000, 52_001]
    assert block.rounded == {"rd_ratio": 2}


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("credit_code,tax_payd", "fact.unknown"),
        ("tax_paid", "text.missing"),
        ("credit_code,tax_paid,tax_paid_fen", "fact.duplicate"),
    ],
)
def test_a_column_that_is_no_fact_is_named_before_anything_is_read(tmp_path, header, reason):
    path = tmp_path / "firms.csv"
    path.write_text(f"{header}\n{'1,' * header.count(',')}1\n")

    with pytest.raises(PopulationUnreadable) as refused:
        read_population(path)

    assert refused.value.faults[0].code == reason


@pytest.mark.parametrize("content", [b"", b"PAR1 but no more", b"\xff\xfe\x00", b"a,b\n1\n"])
def test_a_file_that_is_no_table_is_refused_in_words(tmp_path, content):
    path = tmp_path / "firms.csv"
    path.write_bytes(content)

    with pytest.raises(PopulationUnreadable):
        list(read_population(path).batches(10))


def test_the_name_of_a_firm_may_stand_in_the_file_and_is_not_read():
    found = pa.table({"credit_code": ["A"], "name": ["某公司"], "employees": ["3"]})

    (block,) = read(found)

    assert facts_of(block) == [{"employees": 3}]


def test_what_was_read_of_a_file_is_not_kept(tmp_path):
    """Python's own memory is watched: the reader of Parquet asks for bytes of the file there."""
    rows = 160_000
    numbers = np.random.default_rng(1).integers(0, 10**14, rows)
    codes = [f"FIRM{at:06d}" for at in range(rows)]
    path = tmp_path / "firms.parquet"
    columns = {f"{name}_fen": numbers for name in ("tax_paid", "rd_expense", "total_assets")}
    pq.write_table(pa.table({"credit_code": codes, **columns}), path, row_group_size=4000)
    population = read_population(path)
    tracemalloc.start()

    count = sum(batch.num_rows for batch in population.batches(4000))

    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == rows
    assert most < path.stat().st_size / 2
