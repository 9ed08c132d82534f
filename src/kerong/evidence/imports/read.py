"""One door for every kind of file: recognised by content, bounded by size, read as text."""

from kerong.evidence.imports.csv_rows import read_csv
from kerong.evidence.imports.json_rows import read_json
from kerong.evidence.imports.limits import MAX_BYTES
from kerong.evidence.imports.report import refuse
from kerong.evidence.imports.sheet import Form, RawTable
from kerong.evidence.imports.xlsx_rows import read_xlsx

_ARCHIVE = b"PK"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"7z\xbc\xaf",
    b"PAR1",
)
_NAMED = {"csv": Form.CSV, "txt": Form.CSV, "xlsx": Form.XLSX, "json": Form.JSON}
_READERS = {Form.CSV: read_csv, Form.XLSX: read_xlsx, Form.JSON: read_json}


def read_file(name: str, content: bytes) -> RawTable:
    """Header and rows of a file; raises FileRefused with the reason."""
    if len(content) > MAX_BYTES:
        raise refuse("file.too_large", bytes=len(content), limit=MAX_BYTES)
    if not content.strip():
        raise refuse("file.empty")
    found = _form_of(content)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension and _NAMED.get(extension) is not found:
        raise refuse("file.kind_mismatch", named=extension[:12], found=found.value.upper())
    return _READERS[found](content)


def _form_of(content: bytes) -> Form:
    if content.startswith(_ARCHIVE) and content[2:4] in (b"\x03\x04", b"\x05\x06"):
        return Form.XLSX
    if content.startswith(_OLD_OFFICE):
        raise refuse("file.old_excel")
    if content.startswith(_FOREIGN):
        raise refuse("file.kind_unknown")
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return Form.JSON if start.startswith((b"{", b"[")) else Form.CSV
