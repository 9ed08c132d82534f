"""Everything a database holds, row by row, but for what is drawn at random or tells the hour."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

# What two lives that went alike still write differently: salts and what is hashed over them,
# secrets, and the worker's own clock.
DRAWN = {
    "documents_document": {"place"},
    "trail_event": {"salt", "payload_digest", "hash"},
    "trail_stream": {"head"},
}
UNTOLD = {"django_tasks_database_dbtaskresult"}
Picture = dict[str, list[tuple[Any, ...]]]


def everything(through: BaseDatabaseWrapper) -> Picture:
    """Table → its rows in the order of their keys."""
    found: Picture = {}
    with through.cursor() as cursor:
        for table, columns, key in _tables():
            cursor.execute(f'SELECT {columns} FROM "{table}" ORDER BY {key}')
            found[table] = cursor.fetchall()
    return found


def differing(one: Picture, other: Picture) -> list[str]:
    """Where they differ: table and the first pair of rows that are not the same."""
    return [_difference(table, one[table], other[table]) for table in one
            if one[table] != other[table]]  # fmt: skip


def _difference(table: str, one: list[tuple[Any, ...]], other: list[tuple[Any, ...]]) -> str:
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            pairs = zip(_columns(table), mine, theirs, strict=True)
            told = {name: (str(a)[:80], str(b)[:80]) for name, a, b in pairs if a != b}
            return f"{table} {told}"
    return f"{table}: {len(one)} rows, not {len(other)}"


_CACHE: dict[str, tuple[str, ...]] = {}


def _tables() -> list[tuple[str, str, str]]:
    return [
        (model._meta.db_table, ", ".join(f'"{each}"' for each in _columns_of(model)),
         f'"{model._meta.pk.column}"')
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in UNTOLD
    ]  # fmt: skip


def _columns_of(model: type[models.Model]) -> tuple[str, ...]:
    table = model._meta.db_table
    if table not in _CACHE:
        fields = (field.column for field in model._meta.concrete_fields)
        _CACHE[table] = tuple(each for each in fields if each not in DRAWN.get(table, ()))
    return _CACHE[table]


def _columns(table: str) -> tuple[str, ...]:
    return _CACHE[table]
