"""Undoing: the same amount back, once, as a transfer of its own."""

from datetime import date

import pytest

from kerong.ledger.errors import (
    AlreadyReversed,
    Overdrawn,
    ReferenceUsed,
    ReversalStands,
    UnknownTransfer,
)
from kerong.ledger.models import Transfer
from kerong.trail.models import Event
from tests.build import ledger
from tests.build.ledger import BUDGET, PAYABLE

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _small_ledger():
    ledger.small_ledger(budget_fen=1000)


def test_a_reversal_is_the_same_amount_backwards():
    made = ledger.awarded(400)

    undone = ledger.reversed_(made.no)

    assert (undone.debit.code, undone.credit.code) == (PAYABLE, BUDGET)
    assert (undone.amount_fen, undone.kind, undone.reverses_id) == (400, made.kind, made.no)
    assert (ledger.balance(BUDGET), ledger.balance(PAYABLE)) == (1000, 0)
    assert Event.objects.get(subject=f"transfer:{undone.no}").kind == "ledger.reversed"


def test_the_same_reversal_again_is_the_first_one_and_another_is_refused():
    made = ledger.awarded(400)
    first = ledger.reversed_(made.no)

    assert ledger.reversed_(made.no).no == first.no
    with pytest.raises(AlreadyReversed) as refusal:
        ledger.reversed_(made.no, "undo:2")
    assert refusal.value.facts == {"transfer": made.no, "by": first.no}
    with pytest.raises(ReferenceUsed):
        ledger.reversed_(made.no, effective_on=date(2026, 3, 9))
    assert Transfer.objects.filter(reverses=made.no).count() == 1


def test_the_reference_of_a_reversal_is_its_own():
    made = ledger.awarded(400)

    with pytest.raises(ReferenceUsed):
        ledger.reversed_(made.no, "award:1")


def test_a_reversal_is_not_reversed():
    undone = ledger.reversed_(ledger.awarded(400).no)

    with pytest.raises(ReversalStands):
        ledger.reversed_(undone.no, "undo:2")


def test_money_that_has_gone_on_cannot_be_taken_back():
    ledger.account("fiscal/clearing/bank", "bank_clearing")
    made = ledger.awarded(400)
    ledger.moved(PAYABLE, "fiscal/clearing/bank", 300, "payment_sent")

    with pytest.raises(Overdrawn) as refusal:
        ledger.reversed_(made.no)

    assert refusal.value.facts["account"] == PAYABLE
    assert (refusal.value.facts["wanted_fen"], refusal.value.facts["available_fen"]) == (400, 100)


def test_a_transfer_nobody_made_is_named():
    with pytest.raises(UnknownTransfer):
        ledger.reversed_(987_654)


def test_what_was_posted_from_a_hold_is_undone_without_the_hold():
    hold = ledger.reserved(400)
    made = ledger.posted()

    ledger.reversed_(made.no)

    hold.refresh_from_db()
    assert (hold.state, ledger.balance(BUDGET), ledger.held(BUDGET)) == ("posted", 1000, (0, 0))
