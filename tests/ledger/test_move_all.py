"""Moving many amounts at one instant: all or none, in few statements."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from kerong.ledger.errors import Overdrawn, ReferenceUsed
from kerong.ledger.move import move_all
from tests.build import ledger
from tests.build.ledger import BUDGET, CITY, NOON, OFFICER, PAYABLE, TREASURY

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _small_ledger():
    ledger.small_ledger(budget_fen=1_000_000)


def payables(count: int) -> list[str]:
    codes = [f"fiscal/payable/enterprise-{100 + at}" for at in range(count)]
    for code in codes:
        ledger.account(code, "subsidy_payable")
    return codes


def batch(codes: list[str], amount_fen: int = 100):
    return [
        ledger.movement(BUDGET, code, amount_fen, "subsidy_awarded", reference=f"award:{code}")
        for code in codes
    ]


def move_batch(movements):
    with transaction.atomic():
        return move_all(movements=movements, actor=OFFICER, at=NOON)


def test_a_batch_moves_whole_and_answers_in_the_order_asked():
    codes = payables(7)

    made = move_batch(batch(codes))

    assert [each.reference for each in made] == [f"award:{code}" for code in codes]
    assert ledger.balance(BUDGET) == 1_000_000 - 700
    assert {ledger.balance(code) for code in codes} == {100}


def test_a_batch_that_one_account_refuses_moves_nothing():
    codes = payables(7)

    with pytest.raises(Overdrawn) as refusal:
        move_batch(batch(codes, amount_fen=150_000))

    assert refusal.value.facts["account"] == BUDGET
    assert refusal.value.facts["wanted_fen"] == 1_050_000
    assert {ledger.balance(code) for code in codes} == {0}


def test_a_batch_sent_again_with_more_in_it_moves_only_what_is_new():
    codes = payables(6)
    first = move_batch(batch(codes[:5]))

    again = move_batch(batch(codes))

    assert [each.no for each in again[:5]] == [each.no for each in first]
    assert ledger.balance(BUDGET) == 1_000_000 - 600


def test_floors_are_asked_of_what_is_left_after_the_whole_batch():
    """Money that arrives and leaves in one act was never missing."""
    there = ledger.movement(BUDGET, CITY, 1_000_000, "fund_topped_up")
    on = ledger.movement(CITY, TREASURY, 400_000, "returned_to_treasury")

    move_batch([on, there])

    assert (ledger.balance(CITY), ledger.balance(BUDGET)) == (600_000, 0)


def test_rows_are_written_in_the_order_of_their_references_whatever_the_order_asked():
    """Two batches that share references wait at the same one first, so never for each other."""
    codes = payables(6)

    made = move_batch(batch(codes[::-1]))

    assert [each.reference for each in made] == [f"award:{code}" for code in codes[::-1]]
    written = sorted(made, key=lambda each: each.no)
    assert [each.reference for each in written] == sorted(each.reference for each in made)


def test_one_reference_twice_in_a_batch_must_say_the_same_twice():
    one = ledger.movement(BUDGET, PAYABLE, 1, "subsidy_awarded")

    assert len({each.no for each in move_batch([one, one])}) == 1
    with pytest.raises(ReferenceUsed):
        move_batch([replace(one, reference="two"), replace(one, reference="two", amount_fen=2)])


def test_the_statements_of_a_batch_do_not_grow_with_its_accounts():
    """One look, one insert, one round of changes; the events alone are one each (two on SQLite)."""
    codes = payables(40)
    counted = []
    for part in (codes[:10], codes[10:]):
        with CaptureQueriesContext(connection) as queries:
            move_batch(batch(part))
        told = sum("trail_" in each["sql"] for each in queries.captured_queries)
        counted.append(len(queries) - told)

    assert counted[0] == counted[1] <= 7


def test_a_single_movement_costs_five_statements_and_one_more_on_sqlite():
    """Look, insert, two balances, event; SQLite tells the event in two."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        move_all(
            movements=[ledger.movement(BUDGET, PAYABLE, 1, "subsidy_awarded")],
            actor=OFFICER,
            at=NOON,
        )

    assert len(queries) == (5 if connection.vendor == "postgresql" else 6)
