"""What everything read from a request has in common: text is text."""

import re
from typing import Any

from ninja import Schema
from pydantic import field_validator

# Control characters but tab and line ends, and halves of surrogate pairs: no database keeps all.
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class RequestSchema(Schema):
    """Base of every body and query; refuses text no person typed, however deep it stands."""

    @field_validator("*", mode="before")
    @classmethod
    def _text_alone(cls, value: Any) -> Any:
        sign = _first_not_text(value)
        if sign:
            raise ValueError(f"the character U+{ord(sign):04X} is not allowed in text")
        return value


def _first_not_text(value: Any) -> str:
    if isinstance(value, str):
        found = _NOT_TEXT.search(value)
        return found.group() if found else ""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list):
        return next((sign for each in value if (sign := _first_not_text(each))), "")
    return ""
