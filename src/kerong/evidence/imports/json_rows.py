"""JSON files: {"rows": [{…}, …]}, numbers kept as they were written, no key twice."""

import json
from collections.abc import Sequence
from typing import Any, NoReturn

from kerong.evidence.imports.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from kerong.evidence.imports.report import refuse
from kerong.evidence.imports.sheet import Form, NotText, NumberText, RawRow, RawTable
from kerong.evidence.imports.text import decode


def read_json(content: bytes) -> RawTable:
    """Every row as text; a list of objects is taken as the rows themselves."""
    text = decode(content)
    if text.count(":") > 2 * MAX_CELLS or text.count("{") > 2 * MAX_ROWS:
        raise refuse("file.cells", limit=MAX_CELLS)
    rows = _row_objects(_parsed(text))
    if len(rows) > MAX_ROWS:
        raise refuse("file.rows", limit=MAX_ROWS)
    header: dict[str, int] = {}
    for row in rows:
        for key in row:
            header.setdefault(key, len(header))
    if len(header) > MAX_COLUMNS:
        raise refuse("file.columns", limit=MAX_COLUMNS)
    found = tuple(
        RawRow(number, tuple(_text_of(row.get(key)) for key in header))
        for number, row in enumerate(rows, 1)
    )
    return RawTable(Form.JSON, tuple(header), 0, found)


def _parsed(text: str) -> Any:
    try:
        return json.loads(
            text,
            parse_float=NumberText,
            parse_int=NumberText,
            parse_constant=NumberText,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as fault:
        raise refuse("file.json", line=fault.lineno) from None
    except RecursionError:
        raise refuse("file.json_deep") from None


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    held: dict[str, Any] = {}
    for key, value in pairs:
        if key in held:
            raise refuse("file.json_key_twice", key=key[:80])
        held[key] = value
    return held


def _row_objects(document: Any) -> list[dict[str, Any]]:
    rows = document.get("rows") if isinstance(document, dict) else document
    if isinstance(document, dict) and set(document) != {"rows"}:
        _bad_shape()
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        _bad_shape()
    return list(rows)


def _bad_shape() -> NoReturn:
    raise refuse("file.json_shape")


def _text_of(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | dict):
        return NotText("…")
    return value if isinstance(value, NumberText) else str(value).strip()
