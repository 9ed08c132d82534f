"""Runs before every test: the database asked for, repeatable examples, no network but loopback."""

import gc
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from hypothesis import HealthCheck, settings

from kerong.config.databases import database_from
from kerong.config.paths import var_folder
from kerong.ledger.guards import all_guards, stand_guards
from tests.build.flushing import allow_flushing
from tests.build.joined_updates import refuse_joined_updates
from tests.postgres import server as postgres

ON_POSTGRES = os.environ.get("KERONG_TEST_DB") == "postgres"
GARBAGE = 10_000  # objects made before the collector looks at the youngest; Python's own: 700
PROFILES = {"fast": 60, "slow": 2_000}
_running: list[postgres.Server] = []
gc.disable()  # while thousands of tests are read nothing becomes garbage; see below

for _name, _examples in PROFILES.items():
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
settings.load_profile(os.environ.get("KERONG_HYPOTHESIS", "fast"))


def pytest_configure(config: pytest.Config) -> None:
    refuse_joined_updates()
    if not ON_POSTGRES:
        allow_flushing()
        return
    if "KERONG_TEST_POSTGRES_URL" not in os.environ:
        _running.append(postgres.start())
        os.environ["KERONG_TEST_POSTGRES_URL"] = _running[0].url()
    os.environ["DATABASE_URL"] = os.environ["KERONG_TEST_POSTGRES_URL"]
    connections.settings["default"].update(database_from(os.environ["DATABASE_URL"], var_folder()))


def pytest_unconfigure(config: pytest.Config) -> None:
    while _running:
        connections.close_all()
        _running.pop().stop()


def pytest_collection_finish(session: pytest.Session) -> None:
    """Modules and tests stay to the end: the collector need not look through them again and again.

    A tenth of the time of the suite went there."""
    gc.freeze()
    gc.set_threshold(GARBAGE)
    gc.enable()


def pytest_report_header(config: pytest.Config) -> str:
    return f"database: {'PostgreSQL' if ON_POSTGRES else 'SQLite'}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if ON_POSTGRES:
        return
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="runs in the PostgreSQL lane"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tables come from the models, in a second instead of ten; config/test_migrations.py holds the
    migrations to them. What else a migration makes is made here."""
    with django_db_blocker.unblock():
        stand_guards(connections["default"], all_guards())
        MigrationRecorder(connections["default"]).ensure_schema()


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches for the network fails and says where it went."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = str(address[0])  # type: ignore[index]
            if host not in {"127.0.0.1", "::1", "localhost"}:
                raise OSError(f"tests may not reach the network: {host}")
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def postgres_server() -> Iterator[postgres.Server]:
    """A PostgreSQL of its own for a test that kills or floods it."""
    server = postgres.start()
    yield server
    server.stop()
