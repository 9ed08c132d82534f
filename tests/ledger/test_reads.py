"""Screens' questions: statements that run on from the opening balance, one transfer whole."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.ledger.balances import with_movement
from kerong.ledger.errors import UnknownAccount, UnknownPeriod, UnknownTransfer
from kerong.ledger.models import Account
from kerong.ledger.reads import (
    account_for,
    accounts_seen_by,
    period_for,
    statement_of,
    transfer_page,
)
from tests.build import ledger
from tests.build.ledger import BUDGET, OFFICER, PAYABLE, TREASURY

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _quarter():
    """January 1,000 appropriated; 300 and 200 awarded in February, 200 of it undone in March."""
    ledger.small_ledger()
    given = {"effective_on": date(2026, 1, 5), "reference": "appropriation:1"}
    ledger.moved(TREASURY, BUDGET, 1_000, "appropriated", **given)
    ledger.awarded(300, "award:1", effective_on=date(2026, 2, 3))
    made = ledger.awarded(200, "award:2", effective_on=date(2026, 2, 3))
    ledger.reversed_(made.no, effective_on=date(2026, 3, 4))


def account(code: str) -> Account:
    return Account.objects.get(code=code)


def test_a_statement_runs_from_what_was_there_to_what_is():
    told = statement_of(account=account(BUDGET), first=date(2026, 2, 1), last=date(2026, 3, 31))

    assert [(row.signed_fen, row.after_fen) for row in told.rows] == [
        (-300, 700),
        (-200, 500),
        (200, 700),
    ]
    assert (told.opening_fen, told.came_fen, told.went_fen, told.closing_fen) == (
        1_000,
        200,
        500,
        700,
    )


def test_the_debit_side_is_the_normal_one_of_money_that_came_in():
    told = statement_of(account=account(TREASURY), first=date(2026, 1, 1), last=date(2026, 1, 31))

    assert [(row.signed_fen, row.after_fen) for row in told.rows] == [(1_000, 1_000)]
    assert (told.opening_fen, told.closing_fen) == (0, 1_000)


def test_a_statement_of_a_quiet_time_has_no_rows_and_the_same_balance_twice():
    told = statement_of(account=account(PAYABLE), first=date(2026, 4, 1), last=date(2026, 4, 30))

    assert list(told.rows) == []
    assert (told.opening_fen, told.closing_fen) == (300, 300)


def test_a_page_of_a_long_statement_still_knows_what_stood_before_it():
    told = statement_of(account=account(BUDGET), first=date(2026, 1, 1), last=date(2026, 3, 31))

    assert [row.after_fen for row in told.rows[2:4]] == [500, 700]


def test_all_accounts_on_a_day_are_read_at_once():
    with CaptureQueriesContext(connection) as queries:
        rows = list(with_movement(accounts_seen_by(OFFICER), date(2026, 2, 3)))

    told = {row.code: row.chart.sign * (row.debited_fen - row.credited_fen) for row in rows}
    assert len(queries) == 1
    assert (told[BUDGET], told[PAYABLE], told[TREASURY]) == (500, 500, 1_000)


def test_a_transfer_is_told_with_what_undid_it_and_its_event():
    made = transfer_page(OFFICER, ledger.awarded(1, "award:3").no)
    assert (made.undone_by, [event.kind for event in made.events]) == (None, ["ledger.moved"])

    undone = account(BUDGET).debits.get(reference="award:2")
    page = transfer_page(OFFICER, undone.no)
    assert page.undone_by is not None
    assert page.undone_by.reference == "undo:1"


@pytest.mark.parametrize(
    "role", sorted(roles.ALL_ROLES - {roles.OFFICER, roles.AUDITOR, roles.ANONYMOUS})
)
def test_only_officers_and_auditors_look(role):
    with pytest.raises(RoleNotAllowed):
        accounts_seen_by(ledger.as_role(role))


def test_what_is_not_there_is_absent():
    for look, fault in (
        (account_for, UnknownAccount),
        (transfer_page, UnknownTransfer),
        (period_for, UnknownPeriod),
    ):
        with pytest.raises(fault):
            look(OFFICER, 987_654)
