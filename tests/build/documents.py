"""Files of every accepted kind, as small as they can be."""

import io
import zipfile
from typing import Any


def office(part: str, *more: str, **sizes: int) -> bytes:
    """A zip that holds `part`: "xl/workbook.xml" makes it a sheet, "word/document.xml" a letter."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (part, *more):
            archive.writestr(name, b"0" * sizes.get("size", 1))
    return packed.getvalue()


ACCEPTED: dict[str, Any] = {
    "a.pdf": (b"%PDF-1.7\n%", "application/pdf"),
    "a.png": (b"\x89PNG\r\n\x1a\nrest", "image/png"),
    "a.jpg": (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
    "a.xlsx": (
        office("xl/workbook.xml"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "a.docx": (
        office("word/document.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "a.csv": ("名称,金额\n甲,1\n".encode(), "text/plain"),
    "a.txt": ("贷款".encode("gb18030"), "text/plain"),
}
REFUSED: dict[str, bytes] = {
    "a program": b"\x7fELF\x02\x01\x01",
    "a Windows program": b"MZ\x90\x00\x03\x00",
    "a page": b"<!DOCTYPE html><script>alert(1)</script>",
    "a page after blanks": b" \r\n\t<HTML>",
    "a page after a byte order mark": b"\xef\xbb\xbf<script>",
    "a drawing with scripts": b'<svg xmlns="http://www.w3.org/2000/svg">',
    "mark-up": b"<?xml version='1.0'?><!DOCTYPE x>",
    "an archive of anything": office("readme.txt"),
    "a sheet with macros": office("xl/workbook.xml", "xl/vbaProject.bin"),
    "a truncated sheet": office("xl/workbook.xml")[:40],
    "a swarm of parts": office("xl/workbook.xml", *(f"x/{no}" for no in range(5001))),
    "text with zero bytes": b"a\x00b",
    "neither UTF-8 nor GB18030": b"\xff\xff\xff\xff",
    "an old Office file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00",
}
