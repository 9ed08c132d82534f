"""Background work: expired holds go free once, and a ledger that is broken is shouted about."""

from datetime import timedelta

import pytest
from django.db import connection

from kerong.jobs.schedule import periodic_jobs
from kerong.ledger.free_expired import free_expired
from kerong.ledger.guards import lift_guards
from kerong.ledger.models import Account, Hold
from kerong.ledger.nightly import LedgerBroken, check_and_tell, last_check
from tests.build import ledger
from tests.build.ledger import BUDGET, NOON, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_ledger():
    ledger.small_ledger(budget_fen=1_000)


def test_a_hold_is_freed_the_day_after_its_last():
    ledger.reserved(100, "hold:1", expires_on=TODAY)
    ledger.reserved(200, "hold:2", expires_on=TODAY + timedelta(days=1))
    ledger.reserved(300, "hold:3")

    assert free_expired(NOON) == 0
    assert free_expired(NOON + timedelta(days=1)) == 1
    assert free_expired(NOON + timedelta(days=1)) == 0

    states = dict(Hold.objects.values_list("reference", "state"))
    assert states == {"hold:1": "voided", "hold:2": "reserved", "hold:3": "reserved"}
    assert ledger.held(BUDGET) == (500, 0)


def test_the_night_keeps_what_it_found():
    assert last_check() is None

    check_and_tell(NOON)

    event = last_check()
    assert event is not None
    assert (event.facts["transfers"], event.facts["fault_count"]) == (1, 0)


def test_a_broken_ledger_fails_the_job_and_names_what_is_broken():
    lift_guards(connection)
    Account.objects.filter(code=BUDGET).update(balance_fen=1_001)

    with pytest.raises(LedgerBroken, match=r"balance\.differs"):
        check_and_tell(NOON)

    event = last_check()
    assert event is not None
    assert ["balance.differs", BUDGET] in event.facts["faults"]


def test_the_worker_knows_both():
    assert {"ledger.check", "ledger.free_expired"} <= set(periodic_jobs())
