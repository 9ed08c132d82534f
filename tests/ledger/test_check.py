"""Checking: what is whole passes, and each kind of damage done behind the code's back is named."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F

from kerong.ledger import check
from kerong.ledger.check import LedgerFault, check_ledger, register_check
from kerong.ledger.guards import lift_guards, stand_guards
from kerong.ledger.models import Account, Hold, Transfer
from kerong.trail.models import Event
from tests.build import ledger
from tests.build.ledger import BUDGET, CITY, LOANS, LOANS_MEMO, PAYABLE, TREASURY

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def told():
    """A ledger in which everything happened once: move, hold, post, void, reversal, memo."""
    ledger.small_ledger(budget_fen=10_000)
    made = ledger.awarded(1_000)
    ledger.reversed_(made.no)
    ledger.awarded(700, "award:2")
    for no in (1, 2, 3):
        ledger.reserved(100 * no, f"hold:{no}")
    ledger.posted("hold:1", "post:1", amount_fen=60)
    ledger.voided("hold:2")
    ledger.moved(LOANS, LOANS_MEMO, 5_000, "loan_drawn")
    return made


@pytest.fixture
def unguarded(told):
    """The same with the database's own refusals lifted, as an operator with a shell could."""
    connection.check_constraints()  # on PostgreSQL, what is pending forbids to alter the tables
    lift_guards(connection)
    with connection.cursor() as cursor:
        for name in ("account_above_floor", "account_below_cap"):
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE ledger_account DROP CONSTRAINT {name}")
            else:
                cursor.execute("PRAGMA ignore_check_constraints = ON")
    yield told
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def faults() -> list[tuple[str, str]]:
    return [(each.code, each.where) for each in check_ledger().faults]


def damage() -> list[tuple[str, str]]:
    return [each for each in faults() if each[0] != "guard.missing"]


def test_a_whole_ledger_is_counted_and_passes(told):
    found = check_ledger()

    assert found.faults == []
    assert (found.accounts, found.transfers, found.reversals) == (7, 6, 1)
    assert (found.holds, found.open_holds, found.months_closed) == (3, 1, 0)
    assert found.sums_fen == {"fiscal": 10_000, "exposure": 5_000}


def test_an_empty_ledger_passes():
    assert check_ledger().faults == []


def test_a_balance_that_was_changed_by_hand_is_found_with_both_amounts(unguarded):
    Account.objects.filter(code=PAYABLE).update(balance_fen=761)

    found = {(each.code, each.where): each for each in check_ledger().faults}

    assert found["balance.differs", PAYABLE].facts == {"stored": "7.61", "expected": "7.60"}
    assert ("book.not_zero", "fiscal") in found
    assert ("book.not_zero", "exposure") not in found


def test_money_taken_from_a_transfer_is_found_on_both_sides(unguarded):
    Transfer.objects.filter(reference="award:2").update(amount_fen=699)

    taken = Transfer.objects.get(reference="award:2").no
    assert damage() == [
        ("balance.differs", BUDGET),
        ("balance.differs", PAYABLE),
        ("transfer.differs", f"transfer:{taken}"),
    ]


def test_a_transfer_that_was_deleted_is_found(unguarded):
    Transfer.objects.filter(reference="award:2").delete()

    assert {("balance.differs", BUDGET), ("balance.differs", PAYABLE)} <= set(damage())


def test_a_hold_forgotten_or_changed_is_found(unguarded):
    Hold.objects.filter(reference="hold:3").update(amount_fen=301)

    held = Hold.objects.get(reference="hold:3").pk
    assert damage() == [
        ("held.differs", BUDGET),
        ("held.differs", PAYABLE),
        ("hold.differs", f"hold:{held}"),
    ]


def test_a_transfer_changed_with_every_sum_it_is_part_of_is_found_by_the_trail(unguarded):
    """Somebody with a shell who knows how the books add up, and puts the guards back."""
    Transfer.objects.filter(reference="award:2").update(amount_fen=1)
    for code in (BUDGET, PAYABLE):
        change = 699 if code == BUDGET else -699
        Account.objects.filter(code=code).update(balance_fen=F("balance_fen") + change)
    stand_guards(connection)

    (found,) = check_ledger().faults
    assert (found.code, found.facts) == ("transfer.differs", {"what": "amount_fen"})


def test_another_day_or_other_words_of_a_transfer_are_found_by_the_trail(unguarded):
    day = date(2026, 1, 1)
    Transfer.objects.filter(reference="award:2").update(effective_on=day, words="别的事")

    (found,) = [each for each in check_ledger().faults if each.code == "transfer.differs"]
    assert found.facts == {"what": "effective_on words"}


def test_what_was_erased_in_the_trail_is_not_asked(told):
    erased = {"payload": None, "salt": None}
    Event.objects.filter(kind__startswith="ledger.").update(**erased)

    assert faults() == []


def test_floor_and_cap_are_looked_at_again(unguarded):
    Account.objects.filter(code=BUDGET).update(floor_fen=9_999)
    Account.objects.filter(code=LOANS).update(cap_fen=4_999)

    assert damage() == [("cap.broken", LOANS), ("floor.broken", BUDGET)]


def test_a_reversal_of_another_amount_is_no_reversal(unguarded):
    Transfer.objects.filter(reference="undo:1").update(amount_fen=999)

    undone = Transfer.objects.get(reference="undo:1").no
    assert ("reversal.pair", str(undone)) in damage()


def test_a_posting_beside_its_hold_is_found(unguarded):
    Hold.objects.filter(reference="hold:1").update(posted_fen=61)

    assert [code for code, _ in damage()] == ["hold.transfer"]


def test_a_hold_that_says_posted_without_a_transfer_is_found(unguarded):
    Hold.objects.filter(reference="hold:2").update(state="posted", posted_fen=5)

    assert damage() == [("hold.transfer", "hold:2")]


def test_an_account_moved_to_the_other_book_is_found(unguarded):
    Account.objects.filter(code=PAYABLE).update(book_id="exposure")

    assert {code for code, _ in damage()} == {"book.wrong", "book.not_zero", "transfer.two_books"}


def test_an_account_of_a_kind_that_does_not_fit_is_found(unguarded):
    Account.objects.filter(code=CITY).update(kind="purse")
    Account.objects.filter(code=PAYABLE).update(kind="claim_payable")

    assert {code for code, _ in damage()} == {"kind.unknown", "transfer.kinds"}


def test_a_closed_account_that_holds_money_is_found(unguarded):
    Account.objects.filter(code=TREASURY).update(closed_at=ledger.NOON)

    assert damage() == [("closed.not_empty", TREASURY)]


def test_money_that_moved_without_a_word_in_the_trail_is_found(unguarded):
    held = Hold.objects.get(reference="hold:2").pk
    for subject in (f"transfer:{unguarded.no}", f"hold:{held}"):
        Event.objects.filter(subject=subject).delete()

    assert damage() == [
        ("transfer.untold", f"transfer:{unguarded.no}"),
        ("hold.untold", f"hold:{held}"),
    ]


def test_a_guard_that_was_lifted_is_found(unguarded):
    assert {code for code, _ in faults()} == {"guard.missing"}
    assert ("guard.missing", "ledger_transfer_fixed") in faults()


def test_a_higher_package_adds_what_it_promises_about_money(told, monkeypatch):
    monkeypatch.setattr(check, "_further", {})
    broken = LedgerFault(
        "entitlement.overpaid", "entitlement:1", "已付超过核定。", "Paid too much."
    )
    register_check("entitlements", lambda: [broken])

    assert check_ledger().faults == [broken]
    with pytest.raises(ValueError, match="two checks"):
        register_check("entitlements", list)
