"""What a file is, judged by its content alone; its name is never believed."""

import io
import zipfile

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MAGIC = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
_OFFICE = (("xl/workbook.xml", _XLSX, ".xlsx"), ("word/document.xml", _DOCX, ".docx"))
_MACROS = "vbaproject.bin"
_ENTRY = b"PK\x01\x02"  # begins every entry of an archive's directory
_MOST_ENTRIES = 5000
_MOST_UNPACKED = 200 * 1024 * 1024
_MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\f")
ACCEPTED = "PDF, PNG, JPG, XLSX, DOCX, CSV, TXT"


def type_of(content: bytes) -> tuple[str, str] | None:
    """(content type, file ending), or None for what is not accepted."""
    for magic, content_type, ending in _MAGIC:
        if content.startswith(magic):
            return content_type, ending
    if content.startswith(b"PK\x03\x04"):
        return _office_type(content)
    return ("text/plain", ".txt") if _is_text(content) else None


def _office_type(content: bytes) -> tuple[str, str] | None:
    if content.count(_ENTRY) > _MOST_ENTRIES:  # before anybody makes an object of each
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return None
    names = {entry.filename for entry in entries}
    if len(entries) > _MOST_ENTRIES or sum(e.file_size for e in entries) > _MOST_UNPACKED:
        return None
    if any(name.lower().endswith(_MACROS) for name in names):
        return None
    return next(((kind, ending) for part, kind, ending in _OFFICE if part in names), None)


def _is_text(content: bytes) -> bool:
    if len(content.translate(None, _CONTROLS)) != len(content):
        return False
    if content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return False
    for encoding in ("utf-8", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
