"""A database of its own for each race: a SQLite file or a database on the lane's PostgreSQL."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

_numbers = count(1)


@dataclass(frozen=True)
class Lane:
    """`template` is a migrated, empty database; every race starts from a copy of it."""

    folder: Path
    template: str

    def fresh(self) -> str:
        """The address of a new copy."""
        if self.template.startswith("sqlite"):
            copy = self.folder / f"race-{next(_numbers)}.sqlite3"
            shutil.copyfile(self.template.removeprefix("sqlite:///"), copy)
            return f"sqlite:///{copy}"
        name = f"race_{os.getpid()}_{next(_numbers)}"
        _on_postgres(self.template, f"CREATE DATABASE {name} TEMPLATE {_name_in(self.template)}")
        return self.template.replace(f"/{_name_in(self.template)}?", f"/{name}?")

    def run(self, *command: str, seconds: int = 240) -> Any:
        """The document a child process printed about a fresh copy."""
        return run_child(self.fresh(), self.folder, *command, seconds=seconds)


def lane_in(folder: Path) -> Lane:
    """The lane the suite runs in, with a migrated template."""
    given = os.environ.get("KERONG_TEST_POSTGRES_URL")
    if given:
        name = f"race_template_{os.getpid()}"
        _on_postgres(given, f"CREATE DATABASE {name}")
        template = given.replace(f"/{_name_in(given)}?", f"/{name}?")
    else:
        template = f"sqlite:///{folder / 'template.sqlite3'}"
    run_child(template, folder, "migrate")
    if not given:
        _settle(folder / "template.sqlite3")
    return Lane(folder, template)


def run_child(address: str, folder: Path, *command: str, seconds: int = 240) -> Any:
    environment = os.environ | {"DATABASE_URL": address, "KERONG_VAR": str(folder)}
    environment.pop("KERONG_TEST_DB", None)
    done = subprocess.run(
        [sys.executable, "-m", "tests.races.child", *command],
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def _settle(path: Path) -> None:
    """Bring the write-ahead log home, so that copying the one file copies everything."""
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _name_in(address: str) -> str:
    return address.split("/", 3)[3].split("?")[0]


def _on_postgres(address: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]
