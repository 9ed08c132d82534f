"""From frozen facts to the sheet a template prints: cleaned text, capitals, sums, the QR image."""

import io
import json
import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import segno
from django.utils.timezone import localtime

from kerong.documents.capitals import capitals
from kerong.documents.codes import check_code
from kerong.documents.models import IssuedDocument
from kerong.documents.unchanged import require_facts_as_issued

_LONG_RUN = re.compile(r"[!-~]{31,}")
_STEP = 12
_BREAK = "\u200b"


def sheet_of(document: IssuedDocument, *, page: str) -> dict[str, Any]:
    """Everything the template reads, plain values only; `page` is the verification address.

    Raises DocumentChanged for a row whose facts were edited.
    """
    require_facts_as_issued(document)
    code = check_code(document.no, document.digest, document.issued_at)
    address = f"{page}?{urlencode({'no': document.no, 'code': code})}"
    facts = shown(json.loads(document.facts))
    day = localtime(document.issued_at)
    sheet = {
        "facts": facts,
        "no": document.no,
        "code": code,
        "digest": document.digest,
        "page": page,
        "address": address,
        "qr": qr_svg(address),
        "issued_zh": f"{day.year}年{day.month}月{day.day}日",
    }
    for row in facts["particulars"]:
        if "fen" in row:
            row["capitals"] = capitals(row["fen"])
    return sheet | _SUMS.get(document.kind, lambda facts: {})(facts)


def shown(value: Any) -> Any:
    """The facts with every text as it is printed."""
    if isinstance(value, str):
        return _printable(value)
    if isinstance(value, list):
        return [shown(item) for item in value]
    if isinstance(value, dict):
        return {name: shown(item) for name, item in value.items()}
    return value


def signs_of(value: Any) -> str:
    """All text of the facts in one, as it will be printed; a place to break a run is no sign."""
    if isinstance(value, str):
        return _printable(value).replace(_BREAK, "")
    if isinstance(value, list):
        return "".join(signs_of(item) for item in value)
    return "".join(signs_of(item) for item in value.values()) if isinstance(value, dict) else ""


def _printable(text: str) -> str:
    """Without signs that steer instead of being seen: breaks become blanks, marks that turn the
    writing direction or pick a glyph variant go; an endless run of Latin may break."""
    seen = "".join(_visible(sign) for sign in text)
    return _LONG_RUN.sub(lambda run: _with_breaks(run[0]), seen)


def _visible(sign: str) -> str:
    category = unicodedata.category(sign)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    code = ord(sign)
    varies = 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF
    return "" if category == "Cf" or varies else sign


def _with_breaks(run: str) -> str:
    return _BREAK.join(run[at : at + _STEP] for at in range(0, len(run), _STEP))


def qr_svg(address: str) -> str:
    """An address as an image to scan."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=2)
    return drawn.getvalue().decode()


def _payments(facts: dict[str, Any]) -> dict[str, Any]:
    total = sum(row["fen"] for row in facts["rows"])
    return {"total_fen": total, "total_capitals": capitals(total)}


def _columns(facts: dict[str, Any]) -> dict[str, Any]:
    """One sum for each column that asks for one; unknown cells count as nothing."""
    sums = []
    for at, column in enumerate(facts["columns"]):
        wanted = column["kind"] == "money" and column.get("sum", False)
        sums.append(sum(row[at] or 0 for row in facts["rows"]) if wanted else None)
    return {"sums": sums}


_SUMS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "payment_list": _payments,
    "extract": _columns,
}
