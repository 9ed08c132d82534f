"""Facts to plain JSON and back, without loss: the body of a snapshot."""

import json
from datetime import date
from typing import Any

from kerong.evidence.said import FactsSeen, Origin
from kerong.rules.values import Value
from kerong.rules.vocabulary import DATE, RATIO, vocabulary

FORM = 1


def body_of(seen: FactsSeen) -> dict[str, Any]:
    """Canonical body: exact values, origins, anchor year; days as ISO text, ratios as pairs."""
    return {
        "form": FORM,
        "as_of": seen.as_of.isoformat(),
        "on": seen.on.isoformat(),
        "anchor_year": seen.anchor_year,
        "facts": {code: _plain(value) for code, value in seen.facts.items()},
        "origins": {code: _plain_origin(origin) for code, origin in seen.origins.items()},
    }


def facts_in(body: str) -> FactsSeen:
    """The facts of a body written by `body_of`."""
    held = json.loads(body)
    return FactsSeen(
        facts={code: _memory(code, value) for code, value in held["facts"].items()},
        origins={code: _origin(origin) for code, origin in held["origins"].items()},
        anchor_year=held["anchor_year"],
        as_of=date.fromisoformat(held["as_of"]),
        on=date.fromisoformat(held["on"]),
    )


def _plain(value: Value) -> Any:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def _plain_origin(origin: Origin) -> list[Any]:
    seen_on = origin.observed_on.isoformat() if origin.observed_on else None
    marks = [origin.citation, origin.computed, origin.counted]
    return [origin.source, seen_on, origin.period, *marks]


def _memory(code: str, value: Any) -> Value:
    """A fact the vocabulary has dropped since keeps the form it was written in."""
    kind = vocabulary().fact(code).type if code in vocabulary() else ""
    if kind == DATE:
        return date.fromisoformat(value)
    if kind == RATIO or isinstance(value, list):
        numerator, denominator = value
        return numerator, denominator
    kept: Value = value
    return kept


def _origin(held: list[Any]) -> Origin:
    source, seen_on, period, citation, computed, counted = held
    day = date.fromisoformat(seen_on) if seen_on else None
    return Origin(source, day, period, citation, computed, counted)
