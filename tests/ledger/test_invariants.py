"""The one function suites ask: silent when all holds, and it says which invariant is broken."""

import pytest
from django.db import connection

from kerong.ledger.guards import lift_guards, stand_guards
from kerong.ledger.models import Account, Transfer
from kerong.trail.models import Event
from tests.build import ledger
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.VAR = tmp_path


@pytest.fixture(autouse=True)
def _small_ledger():
    ledger.small_ledger(budget_fen=1_000)


def test_a_ledger_used_as_it_should_be_breaks_none():
    ledger.reversed_(ledger.awarded(10).no)
    ledger.reserved(20)
    ledger.posted()

    assert invariants() == []


def test_each_broken_one_is_called_by_its_number():
    made = ledger.awarded(10)
    lift_guards(connection)
    Transfer.objects.filter(pk=made.pk).update(amount_fen=11)
    Event.objects.filter(subject=f"transfer:{made.no}").update(subject="transfer:0")
    stand_guards(connection)

    broken = {line.split()[0] for line in invariants()}

    assert broken == {"I1", "I6"}


@pytest.mark.django_db(transaction=True)
def test_a_committing_test_leaves_nothing_behind_and_the_guards_stand_again():
    """The flush after this test deletes rows that are never deleted otherwise; see the next."""
    ledger.awarded(10)

    assert Account.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_after_a_flush_the_guards_stand():
    assert Transfer.objects.count() == 1  # this test's own appropriation
    assert invariants() == []
