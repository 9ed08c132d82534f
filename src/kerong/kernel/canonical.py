"""One byte form for one value: what is hashed, signed, stored for replay and compared."""

import json
from hashlib import sha256
from typing import Any

_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_json(value: Any) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces.

    Takes int, str, bool, None, list and dict with text keys. Raises TypeError for anything else
    (floats, dates, fractions, money): their owner decides how they are written.
    """
    _require_plain(value)
    return _ENCODER.encode(value).encode("utf-8")


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, 64 hex characters."""
    return sha256(canonical_json(value)).hexdigest()


def _require_plain(value: Any) -> None:
    if value is None or type(value) in (int, str, bool):
        return
    if type(value) is list:
        for item in value:
            _require_plain(item)
        return
    if type(value) is dict:
        for name, item in value.items():
            if type(name) is not str:
                raise TypeError(f"keys are text, not {type(name).__name__}")
            _require_plain(item)
        return
    raise TypeError(f"{type(value).__name__} has no canonical form")
