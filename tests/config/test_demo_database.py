"""The demo fills and wipes only what it marked."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest


def kerong(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "KERONG_TEST_DB"}
    }
    return subprocess.run(
        [sys.executable, "-m", "kerong.cli.main", *arguments],
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


def test_production_is_no_place_for_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERONG_PROFILE", "production")
    monkeypatch.setenv("KERONG_SECRET_KEY", "x" * 60)
    done = kerong(tmp_path, "demo", "--load-only")
    assert done.returncode == 2
    assert json.loads(done.stderr.splitlines()[-1])["error"]["code"] == "demo.not_in_production"
