"""Setting aside: what is reserved is nobody else's, until it is posted, voided or expired."""

from datetime import date, timedelta

import pytest

from kerong.ledger.errors import (
    AboveCap,
    AccountNotEmpty,
    HoldEnded,
    HoldTooSmall,
    NotAMovement,
    Overdrawn,
    ReferenceUsed,
    UnknownHold,
)
from kerong.ledger.models import Hold, Transfer
from kerong.trail.models import Event
from tests.build import ledger
from tests.build.ledger import BUDGET, LOANS_MEMO, NOON, PAYABLE, TODAY, TREASURY

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _small_ledger():
    ledger.small_ledger(budget_fen=1000)


def test_what_is_reserved_still_stands_there_and_is_not_available():
    hold = ledger.reserved(400)

    assert hold.state == Hold.State.RESERVED
    assert ledger.balance(BUDGET) == 1000
    assert ledger.held(BUDGET) == (400, 0)  # about to leave
    assert ledger.held(PAYABLE) == (0, 400)  # about to arrive
    with pytest.raises(Overdrawn) as refusal:
        ledger.awarded(601)
    assert refusal.value.facts["available_fen"] == 600
    ledger.awarded(600)


def test_a_reservation_repeated_is_the_hold_it_made():
    first = ledger.reserved(400)

    assert ledger.reserved(400).pk == first.pk
    assert ledger.held(BUDGET) == (400, 0)
    with pytest.raises(ReferenceUsed):
        ledger.reserved(401)


def test_more_than_is_there_cannot_be_reserved():
    ledger.reserved(400)

    with pytest.raises(Overdrawn):
        ledger.reserved(601, "hold:2")
    assert Hold.objects.count() == 1


def test_posting_whole_moves_the_money_and_frees_nothing():
    hold = ledger.reserved(400)

    made = ledger.posted()

    assert (made.amount_fen, made.hold_id, made.kind) == (400, hold.pk, "subsidy_awarded")
    assert (ledger.balance(BUDGET), ledger.balance(PAYABLE)) == (600, 400)
    assert ledger.held(BUDGET) == ledger.held(PAYABLE) == (0, 0)


def test_posting_less_frees_the_rest():
    ledger.reserved(400)

    ledger.posted(amount_fen=150)

    assert (ledger.balance(BUDGET), ledger.balance(PAYABLE)) == (850, 150)
    assert ledger.held(BUDGET) == (0, 0)
    assert Hold.objects.get().posted_fen == 150


def test_the_example_of_the_explanation_to_the_fen():
    """docs/explain/ledger.md: 1,000.00 appropriated, 300.00 reserved, 250.00 of them posted."""
    ledger.moved(TREASURY, BUDGET, 99_000, "appropriated", reference="appropriation:2")
    ledger.reserved(30_000)
    assert (ledger.balance(BUDGET), ledger.held(BUDGET)) == (100_000, (30_000, 0))
    ledger.posted(amount_fen=25_000)

    assert ledger.balance(TREASURY) == 100_000
    assert (ledger.balance(BUDGET), ledger.balance(PAYABLE)) == (75_000, 25_000)
    with pytest.raises(Overdrawn) as refusal:
        ledger.awarded(75_001)
    assert refusal.value.facts["available"] == "750.00"


def test_posting_more_than_was_set_aside_or_nothing_is_refused():
    ledger.reserved(400)

    with pytest.raises(HoldTooSmall):
        ledger.posted(amount_fen=401)
    with pytest.raises(NotAMovement):
        ledger.posted(amount_fen=0)
    assert ledger.held(BUDGET) == (400, 0)


def test_a_posting_repeated_is_the_transfer_it_made_and_no_other_one_follows():
    ledger.reserved(400)
    first = ledger.posted(amount_fen=150)

    assert ledger.posted(amount_fen=150).no == first.no
    with pytest.raises(HoldEnded):
        ledger.posted(reference="post:2", amount_fen=150)
    with pytest.raises(ReferenceUsed):
        ledger.posted(amount_fen=151)
    assert Transfer.objects.filter(hold__isnull=False).count() == 1


def test_voiding_frees_what_was_set_aside_and_twice_is_once():
    ledger.reserved(400)

    assert ledger.voided().state == Hold.State.VOIDED
    assert ledger.voided().state == Hold.State.VOIDED
    assert ledger.held(BUDGET) == ledger.held(PAYABLE) == (0, 0)
    ledger.awarded(1000)


def test_what_was_voided_cannot_be_posted_and_what_was_posted_not_voided():
    ledger.reserved(100)
    ledger.voided()
    with pytest.raises(HoldEnded) as refusal:
        ledger.posted()
    assert refusal.value.facts["state"] == "voided"

    ledger.reserved(100, "hold:2")
    ledger.posted("hold:2", "post:2")
    with pytest.raises(HoldEnded) as refusal:
        ledger.voided("hold:2")
    assert refusal.value.facts["state"] == "posted"


def test_the_last_day_is_still_in_time_and_the_next_is_not():
    ledger.reserved(100, "hold:1", expires_on=TODAY)
    ledger.reserved(100, "hold:2", expires_on=TODAY)

    ledger.posted("hold:1", "post:1")
    with pytest.raises(HoldEnded) as refusal:
        ledger.posted("hold:2", "post:2", at=NOON + timedelta(days=1))

    assert refusal.value.facts["state"] == "expired"


def test_a_reserved_amount_counts_against_the_cap_of_where_it_will_arrive():
    ledger.account("exposure/loans/capped", "loans_outstanding", cap_fen=500)
    drawn = {"debit": "exposure/loans/capped", "credit": LOANS_MEMO, "kind": "loan_drawn"}
    ledger.reserved(300, **drawn)

    with pytest.raises(AboveCap) as refusal:
        ledger.moved("exposure/loans/capped", LOANS_MEMO, 201, "loan_drawn")
    assert refusal.value.facts["room_fen"] == 200
    ledger.moved("exposure/loans/capped", LOANS_MEMO, 200, "loan_drawn")
    ledger.posted()
    assert ledger.balance("exposure/loans/capped") == 500


def test_an_account_with_an_open_hold_is_not_closed():
    ledger.reserved(100)

    with pytest.raises(AccountNotEmpty):
        ledger.closed(PAYABLE)


def test_a_hold_nobody_made_is_named():
    with pytest.raises(UnknownHold):
        ledger.posted("hold:none")
    with pytest.raises(UnknownHold):
        ledger.voided("hold:none")


def test_each_step_is_an_event_of_what_it_is_about():
    ledger.reserved(100)
    ledger.posted()
    ledger.reserved(100, "hold:2")
    ledger.voided("hold:2")

    told = Event.objects.filter(stream=ledger.SUBJECT).exclude(kind="ledger.moved")
    assert list(told.order_by("no").values_list("kind", flat=True)) == [
        "ledger.reserved",
        "ledger.posted",
        "ledger.reserved",
        "ledger.voided",
    ]


def test_a_posting_has_a_day_of_its_own():
    ledger.reserved(100)

    made = ledger.posted(effective_on=date(2026, 2, 27))

    assert made.effective_on == date(2026, 2, 27)
