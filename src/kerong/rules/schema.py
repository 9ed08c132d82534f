"""JSON Schema of an offering text, from the classes the reader fills: editors complete by it."""

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

from kerong.rules.document import Raw
from kerong.rules.scorecards.text_classes import ScorecardText
from kerong.rules.text_classes import OfferingText

DRAFT = "https://json-schema.org/draft/2020-12/schema"
PLAIN = {str: ["string", "integer"], int: "integer", bool: "boolean"}


def offering_schema() -> dict[str, Any]:
    """The schema as a document; every class is one definition."""
    definitions: dict[str, Any] = {}
    _define(OfferingText, definitions)
    scorecard = _define(ScorecardText, definitions)
    definitions[OfferingText.__name__]["properties"]["scorecard"] = scorecard
    return {
        "$schema": DRAFT,
        "title": "Kerong offering",
        "$ref": f"#/$defs/{OfferingText.__name__}",
        "$defs": definitions,
    }


def _define(shape: type, definitions: dict[str, Any]) -> dict[str, str]:
    name = shape.__name__
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _object(shape, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _object(shape: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(shape)
    properties: dict[str, Any] = {}
    required = []
    open_ended = False
    for at in fields(shape):
        if at.name == "place":
            continue
        if "rest" in at.metadata:
            listed = at.metadata["rest"]
            properties |= {key: {} for key in listed or ()}
            open_ended = listed is None
            continue
        key = str(at.metadata.get("key", at.name))
        properties[key] = _typed(hints[at.name], at, definitions)
        if at.default is MISSING and at.default_factory is MISSING:
            required.append(key)
    found: dict[str, Any] = {"type": "object", "properties": properties}
    if required:
        found["required"] = required
    if shape.__doc__ and not shape.__doc__.startswith(f"{shape.__name__}("):
        found["description"] = " ".join(shape.__doc__.split())
    return found | {"additionalProperties": open_ended}


def _typed(hint: Any, at: Field[Any] | None, definitions: dict[str, Any]) -> dict[str, Any]:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    choices = at.metadata.get("choices") if at is not None else None
    if choices:
        return {"enum": list(choices)}
    origin = get_origin(hint)
    if origin is list:
        return {"type": "array", "items": _typed(get_args(hint)[0], None, definitions)}
    if origin is dict:
        inner = _typed(get_args(hint)[1], None, definitions)
        return {"type": "object", "additionalProperties": inner}
    if hint is Raw:
        return {}
    if is_dataclass(hint):
        return _define(hint, definitions)  # type: ignore[arg-type]
    return {"type": PLAIN[hint]}
