"""Accounts: opened once on their terms, closed only when nothing is left."""

import pytest

from kerong.ledger.chart import KINDS
from kerong.ledger.errors import (
    AccountClosed,
    AccountExists,
    AccountNotEmpty,
    NotAMovement,
    UnknownAccount,
)
from kerong.ledger.models import Account
from kerong.ledger.movements import MOVEMENT_KINDS
from kerong.ledger.values import NewAccount
from kerong.trail.models import Event
from tests.build import ledger
from tests.build.ledger import BUDGET, PAYABLE, TREASURY

ESCROW = "fiscal/bridge/escrow/b2026-000001"


@pytest.mark.django_db
def test_an_account_is_opened_once_and_asking_again_gives_it_back():
    first = ledger.account(ESCROW, "bridge_escrow", owner="enterprise:12")

    assert ledger.account(ESCROW, "bridge_escrow", owner="enterprise:12").pk == first.pk
    assert (first.book_id, first.floor_fen, first.cap_fen) == ("fiscal", 0, None)
    assert Event.objects.filter(stream=f"account:{first.pk}").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other", [{"owner": "enterprise:13"}, {"cap_fen": 5}, {"has_floor": False}, {"floor_fen": -1}]
)
def test_a_code_stands_for_one_set_of_terms(other):
    ledger.account(ESCROW, "bridge_escrow", owner="enterprise:12")

    with pytest.raises(AccountExists):
        ledger.account(ESCROW, "bridge_escrow", **({"owner": "enterprise:12"} | other))


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("exposure/budget/x", "budget"),  # the budget is no memo
        ("fiscal", "budget"),
        ("fiscal/Budget", "budget"),
        ("fiscal//x", "budget"),
        ("fiscal/-x", "budget"),
        ("fiscal/预算", "budget"),
        ("fiscal/" + "x" * 120, "budget"),
        ("fiscal/x", "purse"),
    ],
)
def test_a_code_says_its_book_in_plain_letters(code, kind):
    with pytest.raises(NotAMovement):
        NewAccount(code=code, kind=kind, title="账户")


@pytest.mark.django_db
def test_an_account_is_closed_when_it_came_back_to_zero_and_takes_nothing_more():
    ledger.small_ledger(budget_fen=100)
    made = ledger.awarded(100)
    with pytest.raises(AccountNotEmpty) as refusal:
        ledger.closed(PAYABLE)
    assert refusal.value.facts["balance"] == "1.00"

    ledger.reversed_(made.no)
    assert ledger.closed(PAYABLE).closed_at is not None
    assert ledger.closed(PAYABLE).closed_at is not None  # closing twice is closing once
    with pytest.raises(AccountClosed) as shut:
        ledger.awarded(1, "award:2")
    assert shut.value.facts == {"account": PAYABLE}
    account = Account.objects.get(code=PAYABLE)
    assert (
        Event.objects.filter(stream=f"account:{account.pk}", kind="ledger.account_closed").count()
        == 1
    )


@pytest.mark.django_db
def test_an_account_nobody_opened_cannot_be_closed():
    with pytest.raises(UnknownAccount):
        ledger.closed(BUDGET)


# --- the chart ---


def test_a_kind_of_account_stands_in_one_book_with_a_normal_side():
    assert KINDS["treasury"].sign == 1
    assert KINDS["budget"].sign == -1
    for kind in KINDS.values():
        assert kind.book in ("fiscal", "exposure")
        assert kind.floor_fen == 0
        assert all((kind.title.zh, kind.title.en, kind.meaning.zh, kind.meaning.en))


def test_a_movement_stays_within_one_book_and_every_kind_can_be_moved():
    used = set()
    for movement in MOVEMENT_KINDS.values():
        kinds = movement.debit | movement.credit
        assert {KINDS[code].book for code in kinds} == {movement.book}
        used |= kinds
    assert used == set(KINDS)


def test_what_must_come_back_to_zero_can_leave_the_way_it_came():
    for kind in (each for each in KINDS.values() if each.is_transit):
        into = [m.code for m in MOVEMENT_KINDS.values() if kind.code in m.credit]
        out = [m.code for m in MOVEMENT_KINDS.values() if kind.code in m.debit]
        assert into, kind.code
        assert out, kind.code


def test_the_chart_speaks_both_languages():
    assert KINDS["loss_fund"].title.say("zh-hans") == "风险补偿资金池"
    assert KINDS["loss_fund"].title.say("en") == "Loss-compensation fund"
    assert TREASURY.split("/")[0] == KINDS["treasury"].book
