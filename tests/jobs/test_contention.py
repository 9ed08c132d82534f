"""Locks that collide are retried in one place and end as a sentence, never as an error page."""

from types import SimpleNamespace

import pytest
from django.db import OperationalError

from kerong.jobs import contention
from kerong.jobs.contention import is_contention, retried
from kerong.jobs.errors import TooMuchTraffic


class _FromPostgres(Exception):
    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


def locked():
    return OperationalError("database is locked")


def from_postgres(sqlstate):
    fault = OperationalError("could not serialize")
    fault.__cause__ = _FromPostgres(sqlstate)
    return fault


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    monkeypatch.setattr(contention.time, "sleep", lambda seconds: None)


@pytest.fixture
def outside(monkeypatch):
    """As if no transaction were open; the act itself would open its own."""
    monkeypatch.setattr(contention, "connection", SimpleNamespace(in_atomic_block=False))


def failing(times, fault):
    calls = []

    @retried
    def act():
        calls.append(1)
        if len(calls) <= times:
            raise fault
        return "done"

    return act, calls


def test_an_act_that_lost_a_lock_is_run_again(outside):
    act, calls = failing(2, locked())

    assert act() == "done"
    assert len(calls) == 3


def test_one_that_keeps_losing_says_so_politely(outside):
    act, calls = failing(99, locked())

    with pytest.raises(TooMuchTraffic) as refusal:
        act()

    assert refusal.value.status == 429
    assert "locked" not in refusal.value.say("en")
    assert len(calls) == 4


def test_other_errors_of_the_database_are_not_hidden(outside):
    act, calls = failing(1, OperationalError("no such table"))

    with pytest.raises(OperationalError):
        act()
    assert len(calls) == 1


def test_inside_a_foreign_transaction_nothing_is_run_again(monkeypatch):
    monkeypatch.setattr(contention, "connection", SimpleNamespace(in_atomic_block=True))
    act, calls = failing(1, locked())

    with pytest.raises(OperationalError):
        act()
    assert len(calls) == 1


@pytest.mark.parametrize("sqlstate", ["40001", "40P01", "55P03"])
def test_postgresql_says_contention_by_code(sqlstate):
    assert is_contention(from_postgres(sqlstate))


@pytest.mark.parametrize("sqlstate", ["53300", "57P01", "08006"])
def test_a_server_that_is_gone_is_not_contention(sqlstate):
    assert not is_contention(from_postgres(sqlstate))
