"""Parquet files of one schema joined into one: bytes are copied, only the footer is written anew.

A million firms give gigabytes of parts; decoding and encoding them again would cost as much as
computing them did.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from kerong.rules.populations.thrift import BINARY, I64, LIST, STRUCT, Items, Reader, Struct, Writer

MAGIC = b"PAR1"
# Field numbers of the Parquet footer.
_ROWS, _GROUPS, _NOTES = 3, 4, 5  # FileMetaData
_COLUMNS, _GROUP_START, _GROUP_NO = 1, 5, 7  # RowGroup
_CHUNK_START, _CHUNK = 2, 3  # ColumnChunk
_PAGE_INDEXES = (4, 5, 6, 7)  # of a ColumnChunk: offsets and lengths of indexes that are not copied
_PAGE_STARTS = (9, 10, 11)  # ColumnMetaData: data, index and dictionary pages
_BLOOM = (14, 15)


def join_parquet(parts: Sequence[Path], to: Path, notes: dict[str, str]) -> int:
    """Write the row groups of the parts one after another; returns the number of rows.

    `notes` become the key-value metadata of the file. The file appears under its name only when
    it is whole and on disk.
    """
    beside = to.with_name(to.name + ".unfinished")
    footer: Struct = {}
    groups: list[Struct] = []
    rows = 0
    with beside.open("wb") as out:
        out.write(MAGIC)
        for part in parts:
            own, length = read_footer(part)
            moved = out.tell() - len(MAGIC)
            with part.open("rb") as file:
                file.seek(len(MAGIC))
                copy_bytes(file, out, length - len(MAGIC))
            for group in own[_GROUPS][1].members:
                groups.append(_moved(group, moved, len(groups)))
            rows += own[_ROWS][1]
            footer = footer or own
        footer[_ROWS] = (I64, rows)
        footer[_GROUPS] = (LIST, Items(STRUCT, groups))
        footer[_NOTES] = (LIST, Items(STRUCT, [_note(*pair) for pair in notes.items()]))
        writer = Writer()
        writer.struct(footer)
        out.write(writer.content)
        out.write(len(writer.content).to_bytes(4, "little") + MAGIC)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(to)
    return rows


def read_footer(path: Path) -> tuple[Struct, int]:
    """The footer of a Parquet file, and where it begins."""
    with path.open("rb") as file:
        end = file.seek(-8, os.SEEK_END)
        tail = file.read(8)
        if tail[4:] != MAGIC:
            raise ValueError(f"{path.name} is no whole Parquet file")
        length = int.from_bytes(tail[:4], "little")
        file.seek(end - length)
        return Reader(file.read(length)).struct(), end - length


def copy_bytes(source: BinaryIO, out: BinaryIO, count: int) -> None:
    """Copy so many bytes from where the source stands."""
    remaining = count
    while remaining:
        piece = source.read(min(remaining, 1 << 20))
        if not piece:
            raise ValueError("the part ends too early")
        out.write(piece)
        remaining -= len(piece)


def _moved(group: Struct, by: int, number: int) -> Struct:
    """A row group that begins elsewhere in the file."""
    chunks = [_moved_chunk(chunk, by) for chunk in group[_COLUMNS][1].members]
    moved = group | {_COLUMNS: (LIST, Items(STRUCT, chunks))}
    if _GROUP_START in group:
        moved[_GROUP_START] = (I64, group[_GROUP_START][1] + by)
    if _GROUP_NO in group:
        moved[_GROUP_NO] = (group[_GROUP_NO][0], number)
    return moved


def _moved_chunk(chunk: Struct, by: int) -> Struct:
    kept = {number: value for number, value in chunk.items() if number not in _PAGE_INDEXES}
    inner = {number: value for number, value in chunk[_CHUNK][1].items() if number not in _BLOOM}
    for number in _PAGE_STARTS:
        if number in inner:
            inner[number] = (I64, inner[number][1] + by)
    if kept[_CHUNK_START][1]:
        kept[_CHUNK_START] = (I64, kept[_CHUNK_START][1] + by)
    return kept | {_CHUNK: (chunk[_CHUNK][0], inner)}


def _note(name: str, value: str) -> Struct:
    return {1: (BINARY, name.encode()), 2: (BINARY, value.encode())}
