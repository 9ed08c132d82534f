"""A demo's known passwords stay on the machine that shows them."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from kerong.config import exposure
from kerong.config.demo.database import MARK
from kerong.config.exposure import (
    DEMO_MARK,
    DemoOutsideDemo,
    LoopbackOnly,
    NoDatabase,
    is_loopback,
    refuse_demo_database,
    refuse_open_host,
)

PROFILE = "kerong.config.settings."


@pytest.fixture
def demo_database(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {MARK} (created_at text)")


def profile(monkeypatch: pytest.MonkeyPatch, name: str, mark: str = "") -> None:
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", PROFILE + name)
    monkeypatch.setenv(DEMO_MARK, mark)


@pytest.mark.usefixtures("demo_database")
@pytest.mark.parametrize(
    ("name", "mark"), [("embedded", ""), ("embedded", "yes"), ("production", "1")]
)
def test_a_demo_database_is_served_by_the_demo_alone(
    monkeypatch: pytest.MonkeyPatch, name: str, mark: str
) -> None:
    profile(monkeypatch, name, mark)
    with pytest.raises(DemoOutsideDemo):
        refuse_demo_database()


@pytest.mark.usefixtures("demo_database")
def test_what_the_demo_starts_may_use_its_database(monkeypatch: pytest.MonkeyPatch) -> None:
    profile(monkeypatch, "embedded", "1")
    refuse_demo_database()


@pytest.mark.django_db
def test_any_other_database_may_be_served(monkeypatch: pytest.MonkeyPatch) -> None:
    profile(monkeypatch, "production")
    refuse_demo_database()


def test_a_database_that_does_not_answer_is_not_taken_for_a_good_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def silent() -> bool:
        raise OperationalError

    profile(monkeypatch, "production")
    monkeypatch.setattr(exposure, "is_demo_database", silent)
    with pytest.raises(NoDatabase):
        refuse_demo_database()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_loopback_is_known_by_its_addresses(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "", "localhost.example", "10"])
def test_the_embedded_profile_listens_to_nobody_else(
    monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    profile(monkeypatch, "embedded")
    with pytest.raises(LoopbackOnly):
        refuse_open_host(host)
    profile(monkeypatch, "production")
    refuse_open_host(host)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["serve", "--host", "0.0.0.0"], "serve.loopback_only"),
        (["serve"], "serve.demo_database"),
        (["worker"], "serve.demo_database"),
    ],
)
def test_the_commands_refuse(tmp_path: Path, arguments: list[str], code: str) -> None:
    with sqlite3.connect(tmp_path / "kerong.sqlite3") as books:
        books.execute(f"CREATE TABLE {MARK} (created_at text)")
    left_out = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "KERONG_TEST_DB", DEMO_MARK}
    inherited = {name: text for name, text in os.environ.items() if name not in left_out}
    done = subprocess.run(
        [sys.executable, "-m", "kerong.cli.main", *arguments],
        env=inherited | {"KERONG_VAR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert json.loads(done.stderr.splitlines()[-1])["error"]["code"] == code
