"""From bytes to text: UTF-8 with or without a mark, or GB18030; all else is refused in words."""

import re

from kerong.evidence.imports.report import refuse

_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_SAMPLE = 4096


def decode(content: bytes) -> str:
    """The text of a file; raises FileRefused naming the first byte that cannot be read."""
    _require_no_nul(content)
    if content.startswith(_UTF8_MARK):
        content = content[len(_UTF8_MARK) :]
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as fault:
        if _mostly_utf8(content):  # GB18030 would read a damaged UTF-8 file as nonsense
            raise refuse("file.encoding", byte=fault.start + 1) from None
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as fault:
        raise refuse("file.encoding", byte=fault.start + 1) from None


def _require_no_nul(content: bytes) -> None:
    if content.startswith(_UTF16_MARKS):
        raise refuse("file.utf16")
    if b"\x00" not in content:
        return
    sample = content[:_SAMPLE]
    if sample.count(b"\x00") * 3 > len(sample):
        raise refuse("file.utf16")
    raise refuse("file.nul")


def _mostly_utf8(content: bytes) -> bool:
    high = len(_HIGH_BYTE.findall(content))
    fitting = sum(len(found) for found in _UTF8_SEQUENCE.findall(content))
    return fitting * 10 >= high * 9
