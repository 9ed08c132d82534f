"""The mark that a database was made by `kerong demo`; nothing else is ever filled or wiped."""

import json
import shutil
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from kerong.kernel.errors import Conflict

MARK = "kerong_demo_mark"


class NotOurs(Conflict):
    code = "demo.database_not_ours"
    zh = "数据库 {name} 不是由演示命令建立的，演示不会动它。"
    en = "Database {name} was not made by the demo; the demo leaves it alone."


def claim_database(at: datetime, *, reset: bool) -> bool:
    """Make the database ours, empty and marked; True when it is to be filled.

    A filled one is left as it is; one whose filling broke off starts anew. Raises NotOurs.
    """
    tables = connection.introspection.table_names()
    if tables and MARK not in tables:
        raise NotOurs(name=str(connection.settings_dict["NAME"]))
    if tables and not reset and _loaded():
        return False
    if tables:
        _wipe()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE kerong_demo_mark (created_at text NOT NULL, loaded_at text, tokens text)"
        )
        cursor.execute("INSERT INTO kerong_demo_mark (created_at) VALUES (%s)", [at.isoformat()])
    return True


def mark_loaded(at: datetime, tokens: Mapping[str, str]) -> None:
    """Note that filling came to its end, and the API tokens it gave out."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE kerong_demo_mark SET loaded_at = %s, tokens = %s",
            [at.isoformat(), json.dumps(dict(tokens))],
        )


def demo_tokens() -> dict[str, str]:
    """Return the tokens that filling gave out, by login."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tokens FROM kerong_demo_mark")
        return dict(json.loads(cursor.fetchone()[0]))


def is_demo_database() -> bool:
    """True when the open database carries the mark."""
    return MARK in connection.introspection.table_names()


def _loaded() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT loaded_at FROM kerong_demo_mark")
        row = cursor.fetchone()
    return bool(row and row[0])


def _wipe() -> None:
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE")
            cursor.execute("CREATE SCHEMA public")
    else:
        connection.close()
        for ending in ("", "-wal", "-shm"):
            Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
