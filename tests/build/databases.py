"""Databases of their own for tests with processes: copies of one that was migrated once."""

import fcntl
import os
import shutil
import sqlite3
import tempfile
from functools import cache
from pathlib import Path
from uuid import uuid4

import psycopg

from tests.build.nursery import born

MIGRATE = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
MIGRATING = 600  # seconds: every migration of every package, beside whatever else runs


def fresh_database(folder: Path) -> str:
    """The address of a new copy, on whichever engine the test run uses."""
    template = _template()
    if template.startswith("sqlite"):
        copy = folder / f"{uuid4().hex[:12]}.sqlite3"
        shutil.copyfile(template.removeprefix("sqlite:///"), copy)
        return f"sqlite:///{copy}"
    return _created(template, f" TEMPLATE {_name_in(template)}")


@cache
def _template() -> str:
    """A migrated, empty database, made once by whichever process of the test run comes first."""
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)
    folder = Path(tempfile.gettempdir()) / f"kerong-template-{run}"
    folder.mkdir(exist_ok=True)
    made = folder / "address"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            made.write_text(_migrated(folder))
    return made.read_text()


def _migrated(folder: Path) -> str:
    server = os.environ.get("KERONG_TEST_POSTGRES_URL")
    on_postgres = os.environ.get("KERONG_TEST_DB") == "postgres" and server is not None
    file = folder / "template.sqlite3"
    address = _created(str(server)) if on_postgres else f"sqlite:///{file}"
    migrating = born(MIGRATE, url=address, folder=folder)
    _, errors = migrating.ended(MIGRATING)
    assert migrating.code == 0, errors
    if not on_postgres:
        _settle(file)
    return address


def _settle(path: Path) -> None:
    """Bring the write-ahead log home, so that copying the one file copies everything."""
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _created(server: str, template: str = "") -> str:
    name = f"own_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True, dbname="postgres") as connection:
        connection.execute(f"CREATE DATABASE {name}{template}")  # type: ignore[call-overload]
    at, _, options = server.partition("?")
    return f"{at.rsplit('/', 1)[0]}/{name}{'?' + options if options else ''}"


def _name_in(address: str) -> str:
    return address.split("/", 3)[3].split("?")[0]
