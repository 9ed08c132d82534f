"""A prepared database that can be had again and again as it was, so that every crash starts alike.

On SQLite that is the same file, byte by byte. A database of PostgreSQL takes longer to copy than a
life takes to live: there the rows of the tables that changed are put back, and every row of every
table and every counter is held against what was prepared before anybody goes on.
"""

import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import psycopg
from django.conf import settings
from django.db import connection, connections
from psycopg import sql

from tests.races.tables import Picture, rows_by_the_server, rows_one_by_one

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_COUNTERS = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"
_OWNERS = """
SELECT s.relname, t.relname, a.attname
FROM pg_class s
JOIN pg_depend d ON d.objid = s.oid AND d.refobjsubid > 0
JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
WHERE s.relkind = 'S'"""
_OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend'
  AND pid <> pg_backend_pid()"""
PATIENCE = 20  # seconds in which a server notices that a client died


class Copies(Protocol):
    """`fresh` is the database as it was prepared, `drop` the same at the end."""

    def fresh(self) -> None: ...

    def drop(self) -> None: ...

    def picture(self) -> Picture:
        """Everything that came to stay."""

    def close_gaps(self) -> None:
        """A transaction that died keeps the numbers it drew. Nothing rests on them, but twins are
        compared number by number."""


def copies() -> Copies:
    """Of the database that is connected now."""
    return Rows() if connection.vendor == "postgresql" else Files()


@dataclass
class Papers:
    """Documents lie beside the database."""

    prepared: Path = field(default_factory=lambda: Path(settings.MEDIA_ROOT))

    def fresh(self) -> None:
        self.drop()
        settings.MEDIA_ROOT = self.prepared.with_name(f"{self.prepared.name}-copy")
        if self.prepared.exists():
            shutil.copytree(self.prepared, settings.MEDIA_ROOT)

    def drop(self) -> None:
        if self.prepared != settings.MEDIA_ROOT:
            shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
        settings.MEDIA_ROOT = self.prepared


class Files:
    """SQLite: a file beside the prepared one; nothing waits for the disk, a kill loses no page."""

    def __init__(self) -> None:
        known = connection.settings_dict
        self.prepared = str(known["NAME"])
        self.current = f"{self.prepared}-copy"
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections.close_all()
        known["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
        self.papers = Papers()

    def fresh(self) -> None:
        self.drop()
        shutil.copyfile(self.prepared, self.current)
        connection.settings_dict["NAME"] = self.current
        self.papers.fresh()

    def drop(self) -> None:
        connections.close_all()
        for ending in ("", "-wal", "-shm"):
            Path(f"{self.current}{ending}").unlink(missing_ok=True)
        connection.settings_dict["NAME"] = self.prepared
        self.papers.drop()

    def picture(self) -> Picture:
        connection.ensure_connection()
        return rows_one_by_one(connection.connection)

    def close_gaps(self) -> None:
        """A dead transaction leaves none."""


class Rows:
    """PostgreSQL: rows of changed tables put back, through a connection no life ever uses."""

    def __init__(self) -> None:
        known = connection.settings_dict
        connections.close_all()
        self.server = psycopg.connect(
            host=known["OPTIONS"].get("host") or known["HOST"], user=known["USER"],
            dbname=known["NAME"], autocommit=True, prepare_threshold=None,
            options="-c jit=off -c session_replication_role=replica",  # put back without triggers
        )  # fmt: skip
        self.tables = [str(name) for (name,) in self.server.execute(_TABLES).fetchall()]
        digest = "SELECT '{0}', md5(string_agg(t::text, '\n' ORDER BY t::text)) FROM \"{0}\" t"
        self._digests = " UNION ALL ".join(digest.format(name) for name in self.tables)
        self._owners = {str(row[0]): row[1:] for row in self.server.execute(_OWNERS).fetchall()}
        self._close(self._owners)
        self.prepared, self.counters = self._whole(), self._counted()
        self.server.execute("CREATE SCHEMA kept")
        for name in self.tables:
            self._run("CREATE TABLE kept.{} AS TABLE public.{}", name, name)
        self.papers = Papers()

    def fresh(self) -> None:
        connections.close_all()
        self._alone()
        found = self._whole()
        with self.server.transaction():
            for name in self.tables:
                if found[name] != self.prepared[name]:
                    self._run("DELETE FROM public.{}", name)
                    self._run("INSERT INTO public.{} SELECT * FROM kept.{}", name, name)
        for counter in self._moved():
            last = self.counters[counter]
            self.server.execute("SELECT setval(%s, %s, %s)", (counter, last or 1, bool(last)))
        assert (self._whole(), self._counted()) == (self.prepared, self.counters)
        self.papers.fresh()

    def drop(self) -> None:
        self.fresh()
        self.papers.drop()

    def picture(self) -> Picture:
        return rows_by_the_server(self.server)

    def close_gaps(self) -> None:
        connections.close_all()
        self._alone()
        self._close(self._moved())

    def _close(self, counters: Iterable[str]) -> None:
        for counter in counters:
            table, key = self._owners[counter]
            self._run(
                "SELECT setval({}, coalesce(max({key}), 1), max({key}) IS NOT NULL) FROM {}",
                sql.Literal(counter), table, key=sql.Identifier(key),
            )  # fmt: skip

    def _moved(self) -> list[str]:
        return [name for name, last in self._counted().items() if last != self.counters[name]]

    def _alone(self) -> None:
        """The server has noticed that whoever died is gone."""
        end = time.monotonic() + PATIENCE
        while self.server.execute(_OTHERS, prepare=True).fetchone() != (0,):
            assert time.monotonic() < end, "somebody else is in this database"
            time.sleep(0.001)

    def _whole(self) -> dict[str, str | None]:
        """Table → digest of all its rows, every column."""
        return dict(self.server.execute(self._digests, prepare=True).fetchall())

    def _counted(self) -> dict[str, int | None]:
        return dict(self.server.execute(_COUNTERS, prepare=True).fetchall())

    def _run(self, statement: str, *names: Any, **more: Any) -> None:
        parts = [sql.Identifier(each) if isinstance(each, str) else each for each in names]
        self.server.execute(sql.SQL(statement).format(*parts, **more))
