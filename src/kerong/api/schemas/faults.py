"""What every refusal looks like."""

from typing import Any

from ninja import Schema


class FaultBody(Schema):
    code: str
    message: str
    facts: dict[str, Any]


class FaultDocument(Schema):
    error: FaultBody
