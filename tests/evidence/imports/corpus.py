"""Files nobody should have to send, made by script, each with the code it must be refused with.

Every file is built around one good row, so that only what a file is about can refuse it.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kerong.evidence.imports import limits
from tests.build.evidence import OBSERVATION_COLUMNS, csv_file, json_file, xlsx_file
from tests.evidence.imports.archives import repacked
from tests.evidence.imports.bad_cells import bad_cells, bad_json_cells, bad_sheet_cells
from tests.evidence.imports.bad_workbooks import bad_archives, bad_workbooks
from tests.evidence.imports.good_row import CREDIT_CODE, GOOD, row


@dataclass(frozen=True)
class BadFile:
    title: str
    name: str
    content: bytes
    code: str


def bad_files(credit_code: str) -> Iterator[BadFile]:
    """Every file of the corpus, about the firm with this code."""
    for title, name, content, code in _every():
        yield BadFile(title, name, _about(content, credit_code), code)


def _about(content: bytes, credit_code: str) -> bytes:
    def renamed(text: bytes) -> bytes:
        text = text.replace(CREDIT_CODE.encode(), credit_code.encode())
        return text.replace(CREDIT_CODE.lower().encode(), credit_code.lower().encode())

    if not content.startswith(b"PK"):
        return renamed(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not any(CREDIT_CODE.encode() in archive.read(name) for name in archive.namelist()):
                return content
        return repacked(content, lambda _, part: renamed(part))
    except (zipfile.BadZipFile, zlib.error):
        return content  # broken on purpose


def _every() -> Iterator[tuple[str, str, bytes, str]]:
    yield from _whole_files()
    yield from _csv_files()
    yield from _json_files()
    yield from _cells_as("csv", bad_cells())
    yield from _cells_as("json", bad_json_cells())
    yield from _cells_as("xlsx", bad_sheet_cells())
    yield from _rows_against_rows()
    yield from _headers()
    yield from bad_workbooks()
    yield from bad_archives()


def _whole_files() -> Iterator[tuple[str, str, bytes, str]]:
    good = csv_file([GOOD])
    yield "empty", "a.csv", b"", "file.empty"
    yield "only blanks", "a.csv", b" \n\n\t\n", "file.empty"
    yield "only a mark", "a.csv", b"\xef\xbb\xbf", "file.empty"
    yield "a header alone", "a.csv", csv_file([]), "file.no_rows"
    yield "too heavy", "a.csv", good + b"x" * limits.MAX_BYTES, "file.too_large"
    yield "csv called xlsx", "a.xlsx", good, "file.kind_mismatch"
    yield "xlsx called csv", "a.csv", xlsx_file([GOOD]), "file.kind_mismatch"
    yield "json called csv", "a.csv", json_file([GOOD]), "file.kind_mismatch"
    yield "csv called xls", "a.xls", good, "file.kind_mismatch"
    yield "csv called pdf", "a.pdf", good, "file.kind_mismatch"
    yield "a pdf", "a.csv", b"%PDF-1.7\n1 0 obj", "file.kind_unknown"
    yield "a picture", "a.csv", b"\x89PNG\r\n\x1a\n\x00", "file.kind_unknown"
    yield "a gzip", "a.csv", b"\x1f\x8b\x08\x00\x00", "file.kind_unknown"
    yield (
        "old excel",
        "a.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512,
        "file.old_excel",
    )
    yield "utf-16 with a mark", "a.csv", good.decode().encode("utf-16"), "file.utf16"
    yield "utf-16 without a mark", "a.csv", good.decode().encode("utf-16-le"), "file.utf16"
    yield "a NUL byte", "a.csv", good.replace(b"tax_paid", b"tax\x00paid"), "file.nul"
    broken = csv_file([row(source="税务部门")])
    yield "broken UTF-8", "a.csv", broken.replace("部".encode(), b"\xe9\x83"), "file.encoding"
    yield "cut in a character", "a.csv", broken[: broken.rindex("门".encode()) + 1], "file.encoding"
    yield "neither encoding", "a.csv", good.replace(b"tax_paid", b"\xff\xff\xff"), "file.encoding"
    yield "marked UTF-8 that is not", "a.csv", b"\xef\xbb\xbf\xff\xfe\xfd" + good, "file.encoding"


def _csv_files() -> Iterator[tuple[str, str, bytes, str]]:
    good = csv_file([GOOD])
    yield "an open quote", "a.csv", good.replace(b"tax_bureau", b'"tax_bureau'), "file.quotes"
    yield "text behind a quote", "a.csv", good.replace(b"tax_bureau", b'"tax"bureau'), "file.quotes"
    yield "semicolons", "a.csv", good.replace(b",", b";"), "file.delimiter"
    yield "tabs", "a.csv", good.replace(b",", b"\t"), "file.delimiter"
    yield "full-width commas", "a.csv", good.replace(b",", "，".encode()), "file.delimiter"
    yield "commas without end", "a.csv", good + b"," * (limits.MAX_CELLS + 1), "file.cells"
    lines = csv_file([]) + b"x\n" * (limits.MAX_ROWS + 1)
    yield "too many rows", "a.csv", lines, "file.rows"
    lines = csv_file([]) + b"\n" * (2 * limits.MAX_ROWS + 2) + b"x\n"
    yield "too many lines", "a.csv", lines, "file.rows"
    wide = csv_file([GOOD], [*OBSERVATION_COLUMNS, *(f"c{place}" for place in range(60))])
    yield "too many columns", "a.csv", wide, "file.columns"
    yield "a cell too many", "a.csv", csv_file([[*GOOD, "more"]]), "cell.extra"
    yield "an unquoted amount", "a.csv", csv_file([row(value="18,600.00")]), "cell.extra"


def _json_files() -> Iterator[tuple[str, str, bytes, str]]:
    good = json_file([GOOD])
    yield "json cut short", "a.json", good[:-4], "file.json"
    yield "two documents", "a.json", good + good, "file.json"
    yield "comments", "a.json", b"{ // rows\n" + good[1:], "file.json"
    yield "no rows key", "a.json", b'{"facts": []}', "file.json_shape"
    yield "another key", "a.json", good[:-1] + b', "more": 1}', "file.json_shape"
    yield "rows that are lists", "a.json", b'[["a", "b"]]', "file.json_shape"
    yield "rows that are an object", "a.json", b'{"rows": {"a": 1}}', "file.json_shape"
    yield "deep nesting", "a.json", b"[" * 50_000, "file.json_deep"
    yield "deep objects", "a.json", b'{"a":' * 50_000, "file.json_deep"
    twice = good.replace(b'"value":', b'"value": "1", "value":')
    yield "a key twice", "a.json", twice, "file.json_key_twice"
    yield "a list as value", "a.json", good.replace(b'"18600.00"', b"[1]"), "cell.not_text"
    yield "an object as value", "a.json", good.replace(b'"18600.00"', b"{}"), "cell.not_text"
    yield "braces without end", "a.json", b"[" + b"{}," * 200_000 + b"{}]", "file.cells"
    rows = b"[" + b"{}," * (limits.MAX_ROWS + 1) + b"{}]"
    yield "too many json rows", "a.json", rows, "file.rows"
    yield "an unknown column", "a.json", good.replace(b'"value"', b'"vale"'), "header.unknown"
    yield "json without rows", "a.json", b'{"rows": []}', "header.missing"


def _cells_as(
    form: str, cells: Iterator[tuple[str, dict[str, Any], str]]
) -> Iterator[tuple[str, str, bytes, str]]:
    make = {"csv": csv_file, "json": json_file, "xlsx": xlsx_file}[form]
    for title, changed, code in cells:
        yield f"{form}: {title}", f"a.{form}", make([row(**changed)]), code


def _rows_against_rows() -> Iterator[tuple[str, str, bytes, str]]:
    yield "a row twice", "a.csv", csv_file([GOOD, GOOD]), "row.twice"
    yield "two values", "a.csv", csv_file([GOOD, row(value="1")]), "row.contradicts"
    spelled = row(credit_code=CREDIT_CODE.lower(), observation="年纳税额", source="税务部门")
    yield "a row twice, spelled differently", "a.csv", csv_file([GOOD, spelled]), "row.twice"
    many = [row(value=str(at), observed_on="2026-13-01") for at in range(1200)]
    yield "more faults than are listed", "a.csv", csv_file(many), "date.unreadable"


def _headers() -> Iterator[tuple[str, str, bytes, str]]:
    names = list(OBSERVATION_COLUMNS)
    yield "no header", "a.csv", csv_file([GOOD], GOOD), "header.unknown"
    yield (
        "a heading misspelt",
        "a.csv",
        csv_file([GOOD], [*names[:4], "vlaue", *names[5:]]),
        ("header.unknown"),
    )
    yield (
        "a heading twice",
        "a.csv",
        csv_file([GOOD], [*names[:4], "source", *names[5:]]),
        ("header.twice"),
    )
    yield "a heading left out", "a.csv", csv_file([GOOD[:-1]], names[:-1]), "header.missing"
    yield (
        "an empty heading",
        "a.csv",
        csv_file([GOOD], [*names[:4], "", *names[5:]]),
        ("header.unknown"),
    )
    title = csv_file([names, GOOD], ["2025年数据"])
    yield "a title above the header", "a.csv", title, "header.unknown"
    yield (
        "a title in the workbook",
        "a.xlsx",
        xlsx_file([names, GOOD], ["2025年数据"]),
        ("header.unknown"),
    )
