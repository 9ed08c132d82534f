"""A workbook's archive looked through before any spreadsheet reader touches it.

Sizes, names and every XML part are read by a parser that refuses document types; what the
spreadsheet reader hides (formulas, error values, hidden rows) is noted on the way.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from kerong.evidence.imports.limits import MAX_BYTES, MAX_PARTS, MAX_RATIO, MAX_UNPACKED
from kerong.evidence.imports.report import refuse
from kerong.evidence.imports.scan import Notes, SharedTexts, SheetScan, WorkbookScan, scan_xml

_ENTRY = b"PK\x01\x02"  # begins every entry of an archive's directory
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BLOCK = 64 * 1024
# ValueError: a part's name that claims to be UTF-8 and is not.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError)
_XML = (".xml", ".rels", ".vml")
_ACTIVE = ("/embeddings/", "/externallinks/", "/activex/", "/ctrlprops/")


def look_through(content: bytes) -> WorkbookScan:
    """Names, states and notes of the sheets; raises FileRefused for anything suspicious."""
    if content.count(_ENTRY) > MAX_PARTS:  # before the archive's reader makes an object of each
        raise refuse("file.zip_names", part="")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _require_sane(archive.infolist(), len(content))
            return _scan(archive)
    except _BROKEN as fault:
        raise refuse("file.zip_broken", part=str(fault)[:80]) from None


def _require_sane(parts: list[zipfile.ZipInfo], size: int) -> None:
    names = [part.filename for part in parts]
    if len(parts) > MAX_PARTS or len(set(names)) != len(names):
        raise refuse("file.zip_names", part=names[-1][:80] if names else "")
    packed = unpacked = 0
    for part in parts:
        _require_sane_part(part)
        packed += part.compress_size
        unpacked += part.file_size
    if unpacked > MAX_UNPACKED:
        raise refuse("file.unpacked_too_large", limit=MAX_UNPACKED)
    if packed > size or unpacked > MAX_RATIO * max(packed, 1):  # parts that overlap, or a bomb
        raise refuse("file.zip_ratio", limit=MAX_RATIO)


def _require_sane_part(part: zipfile.ZipInfo) -> None:
    name = part.filename
    steps = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in steps or ":" in name or "\\" in name:
        raise refuse("file.zip_names", part=name[:80])
    if part.flag_bits & 0x1:
        raise refuse("file.old_excel")
    if part.compress_type not in _METHODS or part.compress_size > MAX_BYTES:
        raise refuse("file.zip_broken", part=name[:80])
    lower = f"/{name.lower()}"
    if lower.endswith("vbaproject.bin"):
        raise refuse("file.macros")
    if any(step in lower for step in _ACTIVE):
        raise refuse("file.embedded", part=name[:80])


def _scan(archive: zipfile.ZipFile) -> WorkbookScan:
    """Every part is read to its end, so a size or checksum that lies is found here."""
    workbook = WorkbookScan()
    for part in archive.infolist():
        blocks = _blocks(archive, part)
        lower = part.filename.lower()
        if not lower.endswith(_XML):
            for _ in blocks:
                pass
            continue
        notes: Notes | None = None
        if lower == "xl/workbook.xml":
            notes = workbook
        elif lower == "xl/_rels/workbook.xml.rels":
            notes = workbook.targets
        elif lower == "xl/sharedstrings.xml":
            notes = workbook.texts = SharedTexts()
        elif lower.startswith("xl/worksheets/") and lower.endswith(".xml"):
            notes = workbook.parts[part.filename] = SheetScan()
        scan_xml(blocks, notes, part.filename)
    return workbook


def _blocks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            yield block
