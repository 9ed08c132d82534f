"""Printing an issued document: the same facts, template and address give the same bytes."""

import json
from collections import OrderedDict
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Final

import typst

from kerong.documents.errors import DocumentUnprintable
from kerong.documents.fonts import font_folders
from kerong.documents.models import IssuedDocument
from kerong.documents.press import sheet_of

TEMPLATES = Path(__file__).parent / "typst"
STANDARD: Final = "a-2b"
MOST_KEPT = 16 * 1024 * 1024  # bytes of papers a process keeps, the oldest read go first
_Key = tuple[str, str, str, str]
_kept: OrderedDict[_Key, bytes] = OrderedDict()
_guard = Lock()


def pdf_of(document: IssuedDocument, *, page: str) -> bytes:
    """PDF/A-2b with its fonts inside; `page` is the address of the verification page.

    Printed once a process: number, digest, moment and address settle every byte. Raises
    DocumentUnprintable.
    """
    key = (document.no, document.digest, document.issued_at.isoformat(), page)
    with _guard:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    content = printed(document, page=page)
    with _guard:
        _kept[key] = content
        while sum(map(len, _kept.values())) > MOST_KEPT:
            _kept.popitem(last=False)
    return content


def printed(document: IssuedDocument, *, page: str) -> bytes:
    """The bytes, made anew.

    Data reach the template as one JSON value, never as source, and the template's folder is all it
    can read. Raises DocumentUnprintable.
    """
    sheet = json.dumps(sheet_of(document, page=page), ensure_ascii=False, sort_keys=True)
    root = TEMPLATES / str(document.template)
    compiler = typst.Compiler(
        root / f"{document.kind}.typ",
        root=root,
        font_paths=_fonts(font_folders()),
        ignore_system_fonts=True,
        sys_inputs={"sheet": sheet},
    )
    stamp = int(document.issued_at.timestamp())
    try:
        content = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=stamp)
    except typst.TypstError as fault:
        raise DocumentUnprintable(no=document.no) from fault
    if not isinstance(content, bytes):
        raise DocumentUnprintable(no=document.no)
    return content


@cache
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
