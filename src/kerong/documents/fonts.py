"""Which characters can be printed: read from the fonts themselves, before a document is issued."""

import struct
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from django.conf import settings
from noto_cjk_sans_otc import FONT_PATH

_ENDINGS = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_SEGMENTED = 12  # the one table format that reaches rare characters; every CJK font has it
_CODES = 0x110000
Edges = npt.NDArray[np.int32]


def font_folders() -> tuple[Path, ...]:
    """The font that comes with us, and what the operator laid into the var folder beside it."""
    own = Path(settings.VAR) / "fonts"
    return (Path(str(FONT_PATH)).parent, *((own,) if own.is_dir() else ()))


def missing_signs(text: str) -> tuple[str, ...]:
    """Characters of the text that no font has, each once, in code order."""
    covered = _coverage(font_folders())
    return tuple(sign for sign in sorted(set(text)) if not covered[ord(sign)])


@cache
def _coverage(folders: tuple[Path, ...]) -> bytes:
    """One byte a code point, 1 where any font has it; read once a process, in some 50 ms."""
    edges = np.zeros(_CODES + 1, dtype=np.int32)
    for folder in folders:
        for file in sorted(folder.iterdir()):
            if file.suffix.lower() in _ENDINGS:
                _add_font(edges, file.read_bytes())
    return bytes((np.cumsum(edges[:-1]) > 0).astype(np.uint8))


def _add_font(edges: Edges, content: bytes) -> None:
    """A collection holds several fonts that partly share tables: each table is read once."""
    offsets = [0]
    if content[:4] == b"ttcf":
        (count,) = struct.unpack_from(">I", content, 8)
        offsets = list(struct.unpack_from(f">{count}I", content, 12))
    tables = {_table(content, offset, b"cmap") for offset in offsets} - {0}
    for start in {at for table in tables for at in _segmented(content, table)}:
        (count,) = struct.unpack_from(">I", content, start + 12)
        groups = np.frombuffer(content, dtype=">u4", count=3 * count, offset=start + 16)
        spans = groups.reshape(-1, 3).astype(np.int64)
        np.add.at(edges, spans[:, 0], 1)
        np.add.at(edges, spans[:, 1] + 1, -1)


def _table(content: bytes, offset: int, name: bytes) -> int:
    """Where a table of the font at `offset` begins; 0 where it has none."""
    (count,) = struct.unpack_from(">H", content, offset + 4)
    for at in range(offset + 12, offset + 12 + 16 * count, 16):
        tag, _, place, _ = struct.unpack_from(">4sIII", content, at)
        if tag == name:
            return int(place)
    return 0


def _segmented(content: bytes, table: int) -> set[int]:
    """Where the sub-tables of the one format begin."""
    (count,) = struct.unpack_from(">H", content, table + 2)
    places = {struct.unpack_from(">HHI", content, table + 4 + 8 * at)[2] for at in range(count)}
    starts = {table + place for place in places}
    return {at for at in starts if struct.unpack_from(">H", content, at)[0] == _SEGMENTED}
