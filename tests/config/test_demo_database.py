"""The demo fills and wipes only what it marked."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kerong.config.demo.accounts import ACCOUNTS
from kerong.config.demo.database import MARK


def kerong(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "KERONG_TEST_DB"}
    }
    start = [] if arguments[0] == "-c" else ["-m", "kerong.cli.main"]
    return subprocess.run(
        [sys.executable, *start, *arguments],
        env={**environment, "KERONG_VAR": str(var)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_a_database_it_did_not_make_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "kerong.sqlite3"
    with sqlite3.connect(file) as books:
        books.execute("CREATE TABLE ledger (amount_fen integer)")
        books.execute("INSERT INTO ledger VALUES (42)")
    for arguments in (["demo", "--load-only"], ["demo", "--load-only", "--reset"]):
        done = kerong(tmp_path, *arguments)
        assert done.returncode == 2, done.stderr
        fault = json.loads(done.stderr.splitlines()[-1])["error"]
        assert fault["code"] == "demo.database_not_ours"
    with sqlite3.connect(file) as books:
        assert books.execute("SELECT amount_fen FROM ledger").fetchall() == [(42,)]


def claim(var: Path, *, reset: bool = False) -> str:
    code = (
        "from kerong.config.profile import start_django\n"
        "start_django()\n"
        "from django.utils import timezone\n"
        "from kerong.config.demo.database import claim_database\n"
        f"print(claim_database(timezone.now(), reset={reset}))\n"
    )
    done = kerong(var, "-c", code)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def tables(var: Path) -> set[str]:
    with sqlite3.connect(var / "kerong.sqlite3") as books:
        return {row[0] for row in books.execute("SELECT name FROM sqlite_master")}


@pytest.mark.parametrize(
    ("loaded_at", "reset", "fresh"),
    [(None, False, True), ("2026-01-01", False, False), ("2026-01-01", True, True)],
    ids=["broken off", "filled", "reset"],
)
def test_only_a_filled_database_is_kept_and_only_without_reset(
    tmp_path: Path, loaded_at: str | None, reset: bool, fresh: bool
) -> None:
    with sqlite3.connect(tmp_path / "kerong.sqlite3") as books:
        books.execute(f"CREATE TABLE {MARK} (created_at text, loaded_at text, tokens text)")
        books.execute(f"INSERT INTO {MARK} VALUES ('2026-01-01', ?, '{{}}')", [loaded_at])
        books.execute("CREATE TABLE half_filled (x integer)")
    assert claim(tmp_path, reset=reset) == str(fresh)
    assert ("half_filled" in tables(tmp_path)) is not fresh
    assert MARK in tables(tmp_path)


@pytest.mark.slow  # the fill itself runs in the same suite, in one process: demo/test_whole_demo.py
def test_a_filled_demo_is_whole_and_is_not_filled_twice(tmp_path: Path) -> None:
    first = kerong(tmp_path, "demo", "--load-only")
    assert first.returncode == 0, first.stderr
    assert "filling" in first.stdout
    with sqlite3.connect(tmp_path / "kerong.sqlite3") as books:
        assert books.execute("SELECT count(*) FROM catalogue_listing").fetchone() == (311,)
        assert books.execute("SELECT count(*) FROM parties_enterprise").fetchone()[0] >= 320
        logins = {row[0] for row in books.execute("SELECT login FROM parties_person")}
        assert {account.login for account in ACCOUNTS} <= logins
        roles_held = {row[0] for row in books.execute("SELECT role FROM parties_mandate")}
        assert roles_held >= {account.role for account in ACCOUNTS}
    second = kerong(tmp_path, "demo", "--load-only")
    assert second.returncode == 0, second.stderr
    assert "filling" not in second.stdout


def test_production_is_no_place_for_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERONG_PROFILE", "production")
    monkeypatch.setenv("KERONG_SECRET_KEY", "x" * 60)
    done = kerong(tmp_path, "demo", "--load-only")
    assert done.returncode == 2
    assert json.loads(done.stderr.splitlines()[-1])["error"]["code"] == "demo.not_in_production"
