"""Lets tests that commit empty the tables whose rows the database otherwise keeps for ever."""

from typing import Any

from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations

_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def allow_flushing() -> None:
    """On SQLite a flush deletes row by row: the triggers step aside for it and come back."""
    flush = DatabaseOperations.sql_flush

    def without_triggers(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
        with connection.cursor() as cursor:
            held = cursor.execute(_TRIGGERS).fetchall()
        lift = [f"DROP TRIGGER {name}" for name, _ in held]
        return [*lift, *flush(self, *args, **kwargs), *(sql for _, sql in held)]

    DatabaseOperations.sql_flush = without_triggers  # type: ignore[method-assign]
