"""Sentences with facts in them: templates of ours, values of anybody, never the other way round."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from kerong.kernel.ratios import ratio_text

GAP = "—"


def fill(template: str, facts: Mapping[str, Any]) -> str:
    """The template with its facts; one that is missing or None shows as a dash.

    Values are turned into text first, so nothing in them is read as a template or looked into.
    """
    return template.format_map(_Shown(facts))


def plain(value: Any) -> Any:
    """The JSON form of a fact: money, ratios and days as text, sets in order."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, Fraction):
        return ratio_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(name): plain(item) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in _in_order(value)]
    return str(value)


class _Shown(dict[str, str]):
    def __init__(self, facts: Mapping[str, Any]) -> None:
        super().__init__({name: _text(value) for name, value in facts.items()})

    def __missing__(self, name: str) -> str:
        return GAP


def _text(value: Any) -> str:
    if value is None:
        return GAP
    if isinstance(value, list | tuple | set | frozenset):
        return "、".join(str(plain(item)) for item in _in_order(value))
    return str(plain(value))


def _in_order(values: Any) -> list[Any]:
    return sorted(values, key=str) if isinstance(values, set | frozenset) else list(values)
