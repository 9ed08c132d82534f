"""Archives taken apart and put together again with something changed."""

import io
import re
import zipfile
from collections.abc import Callable

from tests.build.evidence import xlsx_file
from tests.evidence.imports.good_row import GOOD

ROW = "xl/worksheets/sheet1.xml"


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def repacked(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({name: change(name, part) for name, part in parts.items()})


def with_parts(content: bytes, more: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | more)


def changed_part(name: str, pattern: bytes, replacement: bytes) -> bytes:
    def change(part: str, content: bytes) -> bytes:
        if part != name:
            return content
        changed, count = re.subn(pattern, lambda _: replacement, content, count=1)
        assert count, f"{pattern!r} not in {name}"
        return changed

    return repacked(xlsx_file([GOOD]), change)


def flipped(content: bytes) -> bytes:
    """One byte of the packed rows is another."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        info = archive.getinfo(ROW)
    at = info.header_offset + 30 + len(ROW) + info.compress_size // 2
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def lying_size(content: bytes) -> bytes:
    """The directory says a part is smaller than it is."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(ROW).file_size
    told = size.to_bytes(4, "little")
    at = content.rindex(ROW.encode(), content.index(b"PK\x01\x02"))
    field = content.rindex(told, 0, at)
    return content[:field] + (10).to_bytes(4, "little") + content[field + 4 :]
