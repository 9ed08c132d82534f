"""Everything a database holds, row by row, but for what is drawn at random or tells the hour."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Model

# What two lives that went alike still write differently: salts and what is hashed over them,
# secrets, and the worker's own clock.
DRAWN = {
    "documents_document": {"place"},
    "trail_event": {"salt", "payload_digest", "hash"},
    "trail_stream": {"head"},
}
UNTOLD = {"django_tasks_database_dbtaskresult"}
Picture = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[str, ...]
    key: str

    @property
    def listed(self) -> str:
        return ", ".join(f'"{each}"' for each in self.columns)


def rows_one_by_one(raw: Any) -> Picture:
    """Through a connection of SQLite: table → its rows in the order of their keys."""
    found = {}
    for table in _tables():
        select = f'SELECT {table.listed} FROM "{table.name}" ORDER BY "{table.key}"'
        found[table.name] = raw.execute(select).fetchall()
    return found


def rows_by_the_server(raw: Any) -> Picture:
    """Through one of PostgreSQL: the same as text, in one statement for all tables."""
    return {name: rows or [] for name, rows in raw.execute(_all_tables(), prepare=True).fetchall()}


@cache
def _all_tables() -> str:
    return " UNION ALL ".join(
        f"SELECT '{table.name}', array_agg(ROW({table.listed})::text ORDER BY \"{table.key}\")"
        f' FROM "{table.name}"'
        for table in _tables()
    )


def differing(one: Picture, other: Picture) -> list[str]:
    """Where they differ: table and the first pair of rows that are not the same."""
    return [
        f"{table} {_difference(rows, other[table])}"
        for table, rows in one.items()
        if rows != other[table]
    ]


def _difference(one: list[Any], other: list[Any]) -> str:
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            return _around(str(mine), str(theirs))
    return f"{len(one)} rows, not {len(other)}"


def _around(mine: str, theirs: str) -> str:
    """Both rows from a little before the first letter that is not the same."""
    same = (at for at, (a, b) in enumerate(zip(mine, theirs, strict=False)) if a != b)
    begin = max(0, next(same, 0) - 60)
    return f"…{mine[begin : begin + 160]}… not …{theirs[begin : begin + 160]}…"


@cache
def _tables() -> tuple[Table, ...]:
    return tuple(
        Table(model._meta.db_table, _told(model), model._meta.pk.column)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and model._meta.db_table not in UNTOLD
    )


def _told(model: type[Model]) -> tuple[str, ...]:
    drawn = DRAWN.get(model._meta.db_table, set())
    return tuple(each.column for each in model._meta.concrete_fields if each.column not in drawn)
