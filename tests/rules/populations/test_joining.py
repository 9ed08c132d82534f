"""Parquet parts joined without decoding them read as one file, in every reader."""

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kerong.rules.populations.joining import join_parquet
from kerong.rules.populations.thrift import (
    BINARY,
    BYTE,
    DOUBLE,
    I32,
    I64,
    LIST,
    STRUCT,
    TRUE,
    CannotRead,
    Items,
    Reader,
    Writer,
)


def part(folder, name, numbers, **settings):
    path = folder / name
    found = pa.table(
        {
            "number": pa.array(numbers, type=pa.int64()),
            "word": pa.array([None if n % 3 == 0 else f"w{n % 5}" for n in numbers], pa.string()),
        }
    )
    pq.write_table(found, path, **settings)
    return path


def test_joined_parts_read_as_one_file(tmp_path):
    parts = [
        part(tmp_path, "a", range(10), row_group_size=4, compression="zstd"),
        part(tmp_path, "b", range(10, 3000), write_page_index=True),
        part(tmp_path, "c", range(3000, 3001), use_dictionary=False),
    ]
    whole = tmp_path / "whole.parquet"

    rows = join_parquet(parts, whole, {"made.by": "test"})

    assert rows == 3001
    assert pq.read_table(whole).equals(pa.concat_tables([pq.read_table(each) for each in parts]))
    assert pq.read_metadata(whole).metadata == {b"made.by": b"test"}
    assert pq.read_metadata(whole).num_row_groups == 5
    query = f"select count(*), sum(number), count(word) from '{whole}'"
    assert duckdb.sql(query).fetchall() == [(3001, sum(range(3001)), 2000)]
    assert duckdb.sql(f"select word from '{whole}' where number = 2999").fetchall() == [("w4",)]


def test_a_part_that_was_cut_is_not_joined(tmp_path):
    whole = part(tmp_path, "a", range(100))
    whole.write_bytes(whole.read_bytes()[:-20])

    with pytest.raises(ValueError, match="no whole Parquet file"):
        join_parquet([whole], tmp_path / "joined.parquet", {})

    assert not (tmp_path / "joined.parquet").exists()


STRUCTS = st.deferred(
    lambda: st.dictionaries(
        st.integers(1, 40),
        st.one_of(
            st.tuples(st.just(TRUE), st.booleans()),
            st.tuples(st.just(BYTE), st.integers(0, 255)),
            st.tuples(st.just(I32), st.integers(-(2**31), 2**31 - 1)),
            st.tuples(st.just(I64), st.integers(-(2**63), 2**63 - 1)),
            st.tuples(st.just(DOUBLE), st.binary(min_size=8, max_size=8)),
            st.tuples(st.just(BINARY), st.binary(max_size=200)),
            st.tuples(st.just(STRUCT), STRUCTS),
            st.tuples(
                st.just(LIST),
                st.lists(st.integers(-9, 9), max_size=40).map(lambda found: Items(I32, found)),
            ),
            st.tuples(
                st.just(LIST),
                st.lists(st.booleans(), max_size=20).map(lambda found: Items(TRUE, found)),
            ),
        ),
        max_size=4,
    )
)


@given(fields=STRUCTS)
def test_a_footer_reads_back_as_it_was_written(fields):
    writer = Writer()
    writer.struct(fields)

    found = Reader(bytes(writer.content)).struct()

    again = Writer()
    again.struct(found)
    assert again.content == writer.content
    assert set(found) == set(fields)


@pytest.mark.parametrize("content", [b"", b"\x15", b"\x18\x7f", b"\x19\xfc\xff\xff", b"\x1b\x01"])
def test_a_broken_footer_is_refused(content):
    with pytest.raises(CannotRead):
        Reader(content).struct()
