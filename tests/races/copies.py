"""Copies of a prepared database, so that every crash starts from the very same bytes."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, connections


@dataclass
class Copies:
    """Of the database that is connected now; `fresh` connects to a new copy and drops the last."""

    folder: Path
    pattern: str = field(init=False)
    count: int = 0
    current: str = ""

    def __post_init__(self) -> None:
        close_gaps()
        self.pattern = str(settings_now()["NAME"])
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        self.papers = Path(settings.MEDIA_ROOT)
        connections.close_all()

    def fresh(self) -> None:
        """Database and documents as they were when all was prepared."""
        self.drop()
        self.count += 1
        name = f"{Path(self.pattern).stem}_{self.count}"
        if connection.vendor == "sqlite":
            place = self.folder / f"{name}.sqlite3"
            shutil.copyfile(self.pattern, place)
            name = str(place)
        else:
            self._server(f'CREATE DATABASE "{name}" TEMPLATE "{self.pattern}" STRATEGY WAL_LOG')
        self.current = settings_now()["NAME"] = name
        settings.MEDIA_ROOT = self.folder / f"papers-{self.count}"
        if self.papers.exists():
            shutil.copytree(self.papers, settings.MEDIA_ROOT)

    def drop(self) -> None:
        """Back to what was prepared."""
        connections.close_all()
        if not self.current:
            return
        shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        if connection.vendor == "sqlite":
            for ending in ("", "-wal", "-shm"):
                Path(f"{self.current}{ending}").unlink(missing_ok=True)
        else:
            self._server(f'DROP DATABASE "{self.current}" WITH (FORCE)')
        self.current, settings_now()["NAME"], settings.MEDIA_ROOT = "", self.pattern, self.papers

    def _server(self, statement: str) -> None:
        known = settings_now()
        with psycopg.connect(
            host=known["OPTIONS"].get("host") or known["HOST"], user=known["USER"],
            dbname="postgres", autocommit=True,
        ) as server:  # fmt: skip
            server.execute(statement)  # type: ignore[call-overload]


def settings_now() -> dict[str, Any]:
    """Of the connection itself, which has a copy of its own."""
    return connection.settings_dict


def close_gaps() -> None:
    """On PostgreSQL a transaction that died keeps the numbers it drew. Nothing rests on them, but
    twins are compared number by number."""
    statements = connection.ops.sequence_reset_sql(
        no_style(), apps.get_models(include_auto_created=True)
    )
    if statements:
        with connection.cursor() as cursor:
            cursor.execute("\n".join(statements))
