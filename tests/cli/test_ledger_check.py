"""`kerong ledger-check`: counts and exit 0 when the ledger adds up, faults and exit 1 when not."""

import json

import pytest
from django.db import connection

from kerong.cli.main import main
from kerong.ledger.guards import lift_guards
from kerong.ledger.models import Account
from tests.build import ledger

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small_ledger():
    ledger.small_ledger(budget_fen=1_000)
    ledger.awarded(300)


def test_a_ledger_that_adds_up_is_counted(capsys):
    assert main(["ledger-check", "--json"]) == 0

    document = json.loads(capsys.readouterr().out)
    assert (document["accounts"], document["transfers"], document["faults"]) == (7, 2, [])
    assert document["debit_sums_yuan"] == {"fiscal": "10.00", "exposure": "0.00"}


def test_a_fault_is_printed_with_both_amounts_and_the_exit_code_says_so(capsys):
    lift_guards(connection)
    Account.objects.filter(code=ledger.BUDGET).update(balance_fen=701)

    assert main(["ledger-check"]) == 1
    said = capsys.readouterr().out
    assert "balance.differs" in said
    assert "stored=7.01" in said and "expected=7.00" in said

    assert main(["ledger-check", "--json"]) == 1
    faults = json.loads(capsys.readouterr().out)["faults"]
    assert {"balance.differs", "book.not_zero", "guard.missing"} == {
        each["code"] for each in faults
    }
