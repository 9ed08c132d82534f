"""What people call the tables of programmes whose keys contracts keep."""

from collections.abc import Mapping
from typing import Any

from kerong.rules.programmes.held import Table
from kerong.rules.programmes.shipped import breakers, splits
from kerong.web.formats import is_english


def split_title(key: str) -> str:
    return _title(splits(), key)


def breaker_title(key: str) -> str:
    return _title(breakers(), key)


def titles(tables: Mapping[str, Table[Any]]) -> list[tuple[str, str]]:
    """Choices of a form field."""
    return [(key, _title(tables, key)) for key in tables]


def _title(tables: Mapping[str, Table[Any]], key: str) -> str:
    """A table that is gone is called by its key."""
    table = tables.get(key)
    if table is None:
        return key
    return table.title.en if is_english() else table.title.zh
