"""What the facts of each kind of document must hold: checked before anything is frozen."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from kerong.documents.errors import FactsUnfit

_MOST_FEN = 10**18 - 1
_MOST_ROWS = 20_000


def _text(most: int = 2000, least: int = 0) -> dict[str, Any]:
    return {"type": "string", "minLength": least, "maxLength": most}


def _list(items: dict[str, Any], most: int = 200) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": most}


def _object(optional: tuple[str, ...] = (), /, **properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


_LINES = _list(_text())
_FEN = {"type": "integer", "minimum": -_MOST_FEN, "maximum": _MOST_FEN}
_SAID = _object(zh=_text(80, 1), en=_text(120), value=_text())
_PAID = _object(zh=_text(80, 1), en=_text(120), fen=_FEN)
_COLUMN = _object(
    ("sum",),
    zh=_text(40, 1),
    en=_text(40),
    kind={"enum": ["text", "day", "number", "money"]},
    sum={"type": "boolean"},
)
_ROW = _object(payee=_text(200, 1), account=_text(80), matter=_text(200), fen=_FEN)
_CELL = {"type": ["string", "integer", "null"], "maxLength": 500}
_EVERY = {
    "topic": _text(40, 1),
    "title": _object(zh=_text(80, 1), en=_text(160)),
    "issuer": _text(120, 1),
    "addressee": _object(name=_text(200), reference=_text(80)),
    "paragraphs": _LINES,
    "particulars": _list({"anyOf": [_SAID, _PAID]}),
    "remarks": _LINES,
}
_OF_KIND: dict[str, dict[str, Any]] = {
    "letter": {},
    "decision": {"outcome": _text(2000, 1), "grounds": _LINES, "remedy": _text()},
    "notice": {"steps": _LINES, "due_on": _text(200), "contact": _text(400)},
    "payment_list": {"rows": _list(_ROW, _MOST_ROWS) | {"minItems": 1}},
    "extract": {
        "columns": _list(_COLUMN, 12) | {"minItems": 1},
        "rows": _list(_list(_CELL, 12), _MOST_ROWS),
    },
}
KINDS = frozenset(_OF_KIND)


def require_shape(kind: str, facts: Mapping[str, Any]) -> None:
    """Raises FactsUnfit with the place and the reason of what is wrong first."""
    if kind not in KINDS:
        raise FactsUnfit(kind=kind[:40], place="kind", reason="no such kind")
    fault = next(iter(_validator(kind).iter_errors(dict(facts))), None)
    if fault is not None:
        place = "/".join(str(step) for step in fault.absolute_path) or "facts"
        raise FactsUnfit(kind=kind, place=place, reason=str(fault.validator))
    if kind == "extract":
        _require_cells(facts["columns"], facts["rows"])


def _require_cells(columns: list[dict[str, Any]], rows: list[list[Any]]) -> None:
    for at, row in enumerate(rows):
        if len(row) != len(columns):
            raise FactsUnfit(kind="extract", place=f"rows/{at}", reason="length")
        for column, value in zip(columns, row, strict=True):
            if column["kind"] == "money" and type(value) not in (int, type(None)):
                raise FactsUnfit(kind="extract", place=f"rows/{at}", reason="money")


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(_object(**_EVERY, **_OF_KIND[kind]))
