"""Moving money: once, whole, within floors and caps, and into the story of what it is about."""

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from kerong.kernel.references import NotAReference
from kerong.ledger import standing
from kerong.ledger.errors import (
    AboveCap,
    NotAMovement,
    Overdrawn,
    ReferenceUsed,
    TwoBooks,
    UnknownAccount,
    WrongKinds,
)
from kerong.ledger.models import Account, Transfer
from kerong.ledger.move import move, same_or_refuse
from kerong.ledger.writing import draft_of
from kerong.trail.models import Event
from tests.build import ledger
from tests.build.ledger import BUDGET, CITY, LOANS, LOANS_MEMO, NOON, OFFICER, PAYABLE, TREASURY

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _small_ledger():
    ledger.small_ledger(budget_fen=1_000_000)


def test_money_moves_from_one_account_to_the_other_and_the_sides_tell_how():
    made = ledger.awarded(1_860_000 // 10, words="2026 年一季度贴息")

    assert (made.debit.code, made.credit.code, made.amount_fen) == (BUDGET, PAYABLE, 186_000)
    assert ledger.balance(TREASURY) == 1_000_000  # what came in, told on the debit side
    assert ledger.balance(BUDGET) == 814_000
    assert ledger.balance(PAYABLE) == 186_000


def test_the_movement_is_an_event_of_what_it_is_about():
    made = ledger.awarded(186_000)

    event = Event.objects.get(stream=ledger.SUBJECT, subject=f"transfer:{made.no}")
    assert (event.kind, event.actor) == ("ledger.moved", OFFICER.reference)
    assert event.facts["amount_fen"] == 186_000
    assert (event.facts["debit"], event.facts["credit"]) == (BUDGET, PAYABLE)


def test_a_repeated_movement_is_the_transfer_it_made_before():
    first = ledger.awarded(186_000)
    again = ledger.awarded(186_000, words="other words, same money")

    assert again.no == first.no
    assert ledger.balance(PAYABLE) == 186_000
    assert Event.objects.filter(subject=f"transfer:{first.no}").count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"amount_fen": 186_001},
        {"effective_on": date(2026, 3, 7)},
        {"subject": "loan:L2026-000002"},
    ],
)
def test_a_reference_that_comes_with_another_body_is_refused(other):
    ledger.awarded(186_000)

    with pytest.raises(ReferenceUsed) as refusal:
        ledger.awarded(**({"amount_fen": 186_000} | other))

    assert refusal.value.facts["reference"] == "award:1"
    assert ledger.balance(PAYABLE) == 186_000


def test_a_movement_is_not_the_posting_of_a_hold_that_bears_its_reference():
    ledger.reserved(400)
    ledger.posted(reference="award:1")

    with pytest.raises(ReferenceUsed):
        ledger.awarded(400)
    assert ledger.balance(PAYABLE) == 400


def test_a_movement_is_not_the_reversal_that_bears_its_reference():
    there = ledger.moved(BUDGET, CITY, 400, "fund_topped_up")
    ledger.reversed_(there.no, reference="back:1")
    back = ledger.movement(CITY, BUDGET, 400, "fund_topped_up", reference="back:1")
    draft = draft_of(
        back,
        debit_id=there.credit_id,
        credit_id=there.debit_id,
        by=OFFICER.reference,
        at=NOON,
    )

    with pytest.raises(ReferenceUsed), transaction.atomic():
        same_or_refuse(draft, Transfer.objects.get(reference="back:1"))


def test_an_overdraft_is_refused_with_account_wanted_and_available():
    with pytest.raises(Overdrawn) as refusal:
        ledger.awarded(1_000_001)

    facts = refusal.value.facts
    assert (facts["account"], facts["wanted_fen"], facts["available_fen"]) == (
        BUDGET,
        1_000_001,
        1_000_000,
    )
    assert "10000.01" in refusal.value.say("en")
    assert Transfer.objects.filter(reference="award:1").count() == 0
    assert ledger.balance(PAYABLE) == 0


def test_the_last_fen_may_be_spent():
    ledger.awarded(1_000_000)

    assert ledger.balance(BUDGET) == 0


def test_a_cap_is_kept_and_says_how_much_room_there_is():
    ledger.account("exposure/loans/capped", "loans_outstanding", cap_fen=500)
    ledger.moved("exposure/loans/capped", LOANS_MEMO, 300, "loan_drawn")

    with pytest.raises(AboveCap) as refusal:
        ledger.moved("exposure/loans/capped", LOANS_MEMO, 201, "loan_drawn", reference="loan:2")

    assert (refusal.value.facts["wanted_fen"], refusal.value.facts["room_fen"]) == (201, 200)
    ledger.moved("exposure/loans/capped", LOANS_MEMO, 200, "loan_drawn", reference="loan:2")
    assert ledger.balance("exposure/loans/capped") == 500


def test_a_floor_below_zero_and_no_floor_at_all_are_possible():
    ledger.account("fiscal/budget/advance", "budget", floor_fen=-100)
    ledger.account("fiscal/budget/open", "budget", has_floor=False)
    for code, amount in (("fiscal/budget/advance", 100), ("fiscal/budget/open", 10**9)):
        ledger.moved(code, PAYABLE, amount, "subsidy_awarded", reference=code)
        assert ledger.balance(code) == -amount

    with pytest.raises(Overdrawn):
        ledger.moved("fiscal/budget/advance", PAYABLE, 1, "subsidy_awarded", reference="more")


def test_the_two_books_never_meet():
    with pytest.raises(TwoBooks):
        ledger.moved(BUDGET, LOANS, 1, "subsidy_awarded")


def test_a_movement_goes_only_between_the_kinds_it_is_named_for():
    with pytest.raises(WrongKinds):
        ledger.moved(CITY, PAYABLE, 1, "subsidy_awarded")


def test_an_account_nobody_opened_is_named():
    with pytest.raises(UnknownAccount) as refusal:
        ledger.moved(BUDGET, "fiscal/payable/nobody", 1, "subsidy_awarded")

    assert refusal.value.facts == {"account": "fiscal/payable/nobody"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_fen": 0},
        {"amount_fen": -5},
        {"amount_fen": True},
        {"amount_fen": 10**15 + 1},
        {"kind": "gift"},
        {"reference": "  "},
        {"reference": "r" * 161},
        {"credit": BUDGET},
        {"words": "w" * 301},
    ],
)
def test_what_no_account_could_hold_is_refused_before_anything_is_asked(wrong):
    right = ledger.movement(BUDGET, PAYABLE, 1, "subsidy_awarded")

    with pytest.raises(NotAMovement):
        replace(right, **wrong)


def test_a_movement_is_about_something_that_has_a_reference():
    with pytest.raises(NotAReference):
        ledger.movement(BUDGET, PAYABLE, 1, "subsidy_awarded", subject="something")


def test_outside_a_transaction_nothing_moves(monkeypatch):
    monkeypatch.setattr(standing, "connection", SimpleNamespace(in_atomic_block=False))

    with pytest.raises(RuntimeError, match="transaction"):
        move(
            movement=ledger.movement(BUDGET, PAYABLE, 1, "subsidy_awarded"), actor=OFFICER, at=NOON
        )


def test_after_a_refusal_nothing_of_the_act_can_be_kept():
    """An act that swallowed the refusal would otherwise keep a transfer without its money."""
    with pytest.raises(transaction.TransactionManagementError), transaction.atomic():
        try:
            move(
                movement=ledger.movement(BUDGET, PAYABLE, 2_000_000, "subsidy_awarded"),
                actor=OFFICER,
                at=NOON,
            )
        except Overdrawn:
            Account.objects.count()

    assert Transfer.objects.filter(kind="subsidy_awarded").count() == 0


def test_an_act_that_wants_to_go_on_puts_a_savepoint_around_the_movement():
    with transaction.atomic():
        try:
            ledger.awarded(2_000_000)
        except Overdrawn:
            made = ledger.awarded(1_000_000)

    assert made.amount_fen == 1_000_000
    assert Transfer.objects.filter(kind="subsidy_awarded").count() == 1


# --- what the database keeps ---


@pytest.mark.parametrize("change", [{"amount_fen": 1}, {"words": "other"}])
def test_the_database_refuses_to_change_a_transfer(change):
    made = ledger.awarded(5)

    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.filter(pk=made.pk).update(**change)


def test_the_database_refuses_to_delete_a_transfer():
    made = ledger.awarded(5)

    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.filter(pk=made.pk).delete()


@pytest.mark.parametrize("change", [{"balance_fen": -1}, {"held_out_fen": 10**9}, {"cap_fen": 1}])
def test_the_database_refuses_a_balance_outside_its_bounds(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(code=BUDGET).update(**change)
