"""Workbooks and archives that are refused before or while they are opened."""

import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from kerong.evidence.imports import limits
from tests.build.evidence import xlsx_file
from tests.evidence.imports.archives import (
    ROW,
    changed_part,
    flipped,
    lying_size,
    repacked,
    with_parts,
    zipped,
)
from tests.evidence.imports.good_row import GOOD


def bad_workbooks() -> Iterator[tuple[str, str, bytes, str]]:
    def book(write: Callable[..., None], **options: Any) -> bytes:
        return xlsx_file([GOOD], write=write, **options)

    yield (
        "a formula",
        "a.xlsx",
        book(lambda _, page: page.write_formula(1, 4, "=18600*1", None, 18600)),
        "sheet.formula",
    )
    yield (
        "an array formula",
        "a.xlsx",
        book(lambda _, page: page.write_array_formula("E2:E2", "{=SUM(1,2)}", None, 3)),
        "sheet.formula",
    )
    yield (
        "merged cells",
        "a.xlsx",
        book(lambda _, page: page.merge_range("A4:C4", "合计")),
        "sheet.merged",
    )
    yield (
        "a hidden row",
        "a.xlsx",
        book(lambda _, page: page.set_row(1, None, None, {"hidden": True})),
        "sheet.hidden_row",
    )
    yield (
        "two sheets",
        "a.xlsx",
        book(lambda made, _: made.add_worksheet("二").write(0, 0, "x"), sheet="一"),
        "sheet.several",
    )
    yield "a hidden sheet of rows", "a.xlsx", _hidden_sheet(), "sheet.hidden"
    yield "an empty workbook", "a.xlsx", xlsx_file([], []), "file.empty"
    yield (
        "a cell far down",
        "a.xlsx",
        book(lambda _, page: page.write(1_048_575, 0, "x")),
        "file.rows",
    )
    yield (
        "a cell far right",
        "a.xlsx",
        book(lambda _, page: page.write(1, 16_383, "x")),
        "file.columns",
    )
    yield from _tampered_sheets()


def _tampered_sheets() -> Iterator[tuple[str, str, bytes, str]]:
    yield (
        "an error cell",
        "a.xlsx",
        changed_part(ROW, rb'<c r="E2"[^>]*><v>[^<]*</v></c>', b'<c r="E2" t="e"><v>#REF!</v></c>'),
        "sheet.error",
    )
    yield (
        "a lying reference",
        "a.xlsx",
        changed_part(ROW, rb'r="E2"', b'r="XFD1048576"'),
        ("file.columns"),
    )
    yield (
        "an unreadable reference",
        "a.xlsx",
        changed_part(ROW, rb'r="E2"', b'r="E-2"'),
        ("file.workbook"),
    )
    yield (
        "a row number without end",
        "a.xlsx",
        changed_part(ROW, rb'<row r="2"', b'<row r="99999999999"'),
        "file.workbook",
    )
    heavy = "字" * 30_000
    yield (
        "one text repeated without end",
        "a.xlsx",
        xlsx_file([[heavy, *GOOD[1:]] for _ in range(3_000)]),
        "file.unpacked_too_large",
    )


def _hidden_sheet() -> bytes:
    def hide(made: Any, page: Any) -> None:
        cover = made.add_worksheet("说明")
        cover.activate()
        cover.set_first_sheet()
        page.hide()

    return xlsx_file([GOOD], write=hide, sheet="数据")


def bad_archives() -> Iterator[tuple[str, str, bytes, str]]:
    good = xlsx_file([GOOD])
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    yield "cut in half", "a.xlsx", good[: len(good) // 2], "file.zip_broken"
    yield "the end missing", "a.xlsx", good[:-30], "file.zip_broken"
    yield "a zip that is no workbook", "a.xlsx", zipped({"readme.txt": b"x"}), "file.empty"
    yield "an empty zip", "a.xlsx", zipped({}), "file.empty"
    yield "a flipped byte", "a.xlsx", flipped(good), "file.zip_broken"
    yield "broken xml", "a.xlsx", changed_part(ROW, rb"</row>", b"<row>"), "file.xml"
    yield (
        "a document type",
        "a.xlsx",
        changed_part(ROW, rb"^<\?xml[^>]*\?>", entity),
        "file.doctype",
    )
    shared = "xl/sharedStrings.xml"
    yield (
        "a document type among texts",
        "a.xlsx",
        changed_part(shared, rb"^<\?xml[^>]*\?>", entity),
        "file.doctype",
    )
    wide = entity.decode().encode("utf-16")
    yield (
        "a document type in UTF-16",
        "a.xlsx",
        repacked(good, lambda name, part: wide if name == shared else part),
        "file.doctype",
    )
    bomb = {"xl/media/a.bin": b"\x00" * (20 * 1024 * 1024)}
    yield "a bomb", "a.xlsx", with_parts(good, bomb), "file.zip_ratio"
    bomb = {f"xl/media/{at}.bin": b"\x00" * (33 * 1024 * 1024) for at in range(3)}
    yield "a heavy bomb", "a.xlsx", with_parts(good, bomb), "file.unpacked_too_large"
    yield "a path upwards", "a.xlsx", with_parts(good, {"../../evil": b"x"}), "file.zip_names"
    yield "an absolute path", "a.xlsx", with_parts(good, {"/etc/x": b"x"}), "file.zip_names"
    parts = {f"xl/x{at}.xml": b"<a/>" for at in range(limits.MAX_PARTS)}
    yield "too many parts", "a.xlsx", with_parts(good, parts), "file.zip_names"
    yield "macros", "a.xlsx", with_parts(good, {"xl/vbaProject.bin": b"x"}), "file.macros"
    link = {"xl/externalLinks/externalLink1.xml": b"<a/>"}
    yield "a link outside", "a.xlsx", with_parts(good, link), "file.embedded"
    inner = {"xl/embeddings/oleObject1.bin": b"x"}
    yield "an object inside", "a.xlsx", with_parts(good, inner), "file.embedded"
    yield "a size that lies", "a.xlsx", lying_size(good), "file.zip_broken"
    yield (
        "an unknown packing",
        "a.xlsx",
        zipped({"xl/a.xml": b"x" * 99}, zipfile.ZIP_LZMA),
        ("file.zip_broken"),
    )
