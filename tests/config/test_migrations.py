"""Migrations make the tables the models describe: the suite itself takes the shorter way."""

import re
import sqlite3
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection

from tests.build.databases import fresh_database

pytestmark = pytest.mark.both_databases

ON_SQLITE = "SELECT type, name, coalesce(sql, '') FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
ON_POSTGRESQL = """
SELECT 'column', table_name || '.' || column_name,
       concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default)
FROM information_schema.columns WHERE table_schema = 'public'
UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT 'rule', conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype <> 'f'
UNION ALL SELECT 'reference', conrelid::regclass || ' ' || pg_get_constraintdef(oid), ''
FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype = 'f'
UNION ALL SELECT 'trigger', tgname, '' FROM pg_trigger WHERE NOT tgisinternal
"""
# No model: what ran, and a cache of the tests. The third table: history of another package.
NOBODYS = ("django_migrations", "shared_counts", "auth_group_permissions")
_HASH = re.compile(r"_[0-9a-f]{8}(_|$)")  # of names Django makes up


def plain(rows: list[tuple[str, str, str]]) -> dict[tuple[str, str], list[str]]:
    """Parts of a table in the order of the alphabet: migrations add them in another order."""
    found: dict[tuple[str, str], list[str]] = {}
    for kind, name, text in rows:
        if not any(each in f"{name} {text}" for each in NOBODYS):
            found.setdefault((kind, _HASH.sub("_", name)), []).extend(parts_of(text))
    return {key: sorted(parts) for key, parts in found.items()}


def parts_of(text: str) -> list[str]:
    """What stands between the commas of the outermost brackets, and before them."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if depth == 1 and sign in "(,":
            parts.append("")
        else:
            parts[-1] += sign
    return [_HASH.sub("_", part.strip(" ()")) for part in parts]


def migrated(folder: Path) -> list[Any]:
    address = fresh_database(folder)
    if connection.vendor == "sqlite":
        with sqlite3.connect(address.removeprefix("sqlite:///")) as database:
            return database.execute(ON_SQLITE).fetchall()
    with psycopg.connect(address) as server:
        return server.execute(ON_POSTGRESQL).fetchall()


@pytest.mark.django_db
def test_the_migrations_make_what_the_models_say(tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)
        by_models = plain(cursor.fetchall())
    by_migrations = plain(migrated(tmp_path))

    assert sorted(by_models.keys() ^ by_migrations.keys()) == []
    differing = [key for key, parts in by_models.items() if by_migrations[key] != parts]
    assert differing == []
    assert len(by_models) > 200


def test_a_rule_that_only_one_side_has_is_seen() -> None:
    first = [
        ("table", "t", 'CREATE TABLE "t" ("a" integer NOT NULL, CONSTRAINT "c" CHECK ("a">0))')
    ]
    again = [
        ("table", "t", 'CREATE TABLE "t" (CONSTRAINT "c" CHECK ("a">0), "a" integer NOT NULL)')
    ]
    other = [("table", "t", 'CREATE TABLE "t" ("a" integer NOT NULL)')]

    assert plain(first) == plain(again)
    assert plain(first) != plain(other)
