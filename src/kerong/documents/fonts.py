"""Which characters can be printed: read from the fonts themselves, before a document is issued."""

import struct
from bisect import bisect_right
from functools import cache
from pathlib import Path

from django.conf import settings
from noto_cjk_sans_otc import FONT_PATH

_ENDINGS = frozenset({".ttf", ".otf", ".ttc", ".otc"})
_SEGMENTED = 12  # the one table format that reaches rare characters; every CJK font has it
Span = tuple[int, int]


def font_folders() -> tuple[Path, ...]:
    """The font that comes with us, and what the operator laid into the var folder beside it."""
    own = Path(settings.VAR) / "fonts"
    return (Path(str(FONT_PATH)).parent, *((own,) if own.is_dir() else ()))


def missing_signs(text: str) -> tuple[str, ...]:
    """Characters of the text that no font has, each once, in code order."""
    starts, ends = _coverage(font_folders())
    return tuple(sign for sign in sorted(set(text)) if not _covered(ord(sign), starts, ends))


def _covered(code: int, starts: tuple[int, ...], ends: tuple[int, ...]) -> bool:
    at = bisect_right(starts, code) - 1
    return at >= 0 and code <= ends[at]


@cache
def _coverage(folders: tuple[Path, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Starts and ends of the spans all fonts have between them; read once a process."""
    spans: set[Span] = set()
    for folder in folders:
        for file in sorted(folder.iterdir()):
            if file.suffix.lower() in _ENDINGS:
                spans |= _spans_of(file.read_bytes())
    merged = _merged(sorted(spans))
    return tuple(first for first, _ in merged), tuple(last for _, last in merged)


def _merged(spans: list[Span]) -> list[Span]:
    out: list[Span] = []
    for first, last in spans:
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out


def _spans_of(content: bytes) -> set[Span]:
    """A collection holds several fonts that mostly share one table: each is read once."""
    offsets = [0]
    if content[:4] == b"ttcf":
        (count,) = struct.unpack_from(">I", content, 8)
        offsets = list(struct.unpack_from(f">{count}I", content, 12))
    spans: set[Span] = set()
    for table in {_table(content, offset, b"cmap") for offset in offsets} - {0}:
        spans |= _spans_of_table(content, table)
    return spans


def _table(content: bytes, offset: int, name: bytes) -> int:
    """Where a table of the font at `offset` begins; 0 where it has none."""
    (count,) = struct.unpack_from(">H", content, offset + 4)
    for at in range(offset + 12, offset + 12 + 16 * count, 16):
        tag, _, place, _ = struct.unpack_from(">4sIII", content, at)
        if tag == name:
            return int(place)
    return 0


def _spans_of_table(content: bytes, table: int) -> set[Span]:
    (count,) = struct.unpack_from(">H", content, table + 2)
    spans: set[Span] = set()
    for place in sorted(
        {struct.unpack_from(">HHI", content, table + 4 + 8 * at)[2] for at in range(count)}
    ):
        start = table + place
        (form,) = struct.unpack_from(">H", content, start)
        if form == _SEGMENTED:
            (groups,) = struct.unpack_from(">I", content, start + 12)
            body = content[start + 16 : start + 16 + 12 * groups]
            spans |= {(first, last) for first, last, _ in struct.iter_unpack(">III", body)}
    return spans
