"""Closing a month: one person asks, another closes, and nothing gets in any more."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.ledger.ask_closing import ask_closing
from kerong.ledger.balances import balance_on
from kerong.ledger.check import check_ledger
from kerong.ledger.close_period import close_period
from kerong.ledger.errors import (
    MonthNotNext,
    MonthNotOver,
    NoClosingAsked,
    PeriodClosed,
    SecondPersonNeeded,
    UnknownBook,
)
from kerong.ledger.guards import lift_guards
from kerong.ledger.models import Book, Period, Transfer
from kerong.ledger.return_period import return_period
from kerong.trail.models import Event
from tests.build import ledger, parties
from tests.build.ledger import BUDGET, LOANS, LOANS_MEMO

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
IN_MARCH = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
FEBRUARY_END = date(2026, 2, 28)


@pytest.fixture
def clerk():
    return parties.actor(roles.OFFICER)


@pytest.fixture
def chief():
    return parties.actor(roles.OFFICER)


@pytest.fixture(autouse=True)
def _two_months():
    ledger.small_ledger()
    appropriated = {"effective_on": date(2026, 1, 5), "reference": "appropriation:1"}
    ledger.moved(ledger.TREASURY, BUDGET, 10_000, "appropriated", **appropriated)
    ledger.awarded(1_000, "award:january", effective_on=date(2026, 1, 31))
    ledger.awarded(2_000, "award:february", effective_on=FEBRUARY_END)


def asked(actor, month=FEBRUARY, book="fiscal", at=IN_MARCH):
    return ask_closing(book=book, month_start=month, words="资料齐全", actor=actor, at=at)


def closed(actor, month=FEBRUARY):
    return close_period(book="fiscal", month_start=month, actor=actor, at=IN_MARCH)


def test_two_people_close_a_month_and_its_figures_are_kept(clerk, chief):
    asked(clerk)

    period = closed(chief)

    assert period.state == Period.State.CLOSED
    assert (period.asked_by_id, period.closed_by_id) == (clerk.person_id, chief.person_id)
    assert (period.transfer_count, period.turnover_fen) == (1, 2_000)
    assert Book.objects.get(code="fiscal").closed_to == FEBRUARY_END
    kinds = Event.objects.filter(stream="book:fiscal").order_by("no").values_list("kind", flat=True)
    assert list(kinds) == ["ledger.closing_asked", "ledger.period_closed"]


def test_the_one_who_asked_cannot_close(clerk):
    asked(clerk)

    with pytest.raises(SecondPersonNeeded):
        closed(clerk)
    assert Period.objects.get().state == Period.State.ASKED


def test_the_database_keeps_the_two_people_apart_too(clerk):
    period = asked(clerk)

    with pytest.raises(IntegrityError), transaction.atomic():
        Period.objects.filter(pk=period.pk).update(
            state="closed", closed_by=clerk.person_id, digest="d"
        )


@pytest.mark.parametrize("is_closed", [False, True])
def test_nothing_takes_effect_in_a_month_that_waits_or_is_closed(clerk, chief, is_closed):
    asked(clerk)
    if is_closed:
        closed(chief)

    for day in (date(2026, 1, 15), FEBRUARY_END):
        with pytest.raises(PeriodClosed) as refusal:
            ledger.awarded(1, "award:late", effective_on=day)
        assert refusal.value.facts["through"] == FEBRUARY_END
    ledger.awarded(1, "award:late", effective_on=MARCH)


def test_posting_and_reversing_are_late_as_well(clerk):
    made = Transfer.objects.get(reference="award:february")
    ledger.reserved(5)
    asked(clerk)

    with pytest.raises(PeriodClosed):
        ledger.reversed_(made.no, effective_on=FEBRUARY_END)
    with pytest.raises(PeriodClosed):
        ledger.posted(effective_on=FEBRUARY_END)
    ledger.reversed_(made.no, effective_on=MARCH)
    ledger.posted(effective_on=MARCH)


def test_what_was_recorded_in_time_is_still_given_back(clerk, chief):
    asked(clerk)
    closed(chief)

    again = ledger.awarded(2_000, "award:february", effective_on=FEBRUARY_END)

    assert Transfer.objects.filter(pk=again.pk).count() == 1


def test_the_other_book_stays_open(clerk):
    asked(clerk)

    ledger.moved(LOANS, LOANS_MEMO, 5, "loan_drawn", effective_on=FEBRUARY_END)


def test_a_month_sent_back_takes_what_was_missing_and_is_asked_for_again(clerk, chief):
    asked(clerk)
    returned = return_period(
        book="fiscal", month_start=FEBRUARY, words="缺一笔", actor=chief, at=IN_MARCH
    )

    assert returned.state == Period.State.RETURNED
    ledger.awarded(3_000, "award:missing", effective_on=FEBRUARY_END)
    asked(clerk)
    assert closed(chief).transfer_count == 2


def test_a_month_that_is_not_over_is_not_closed(clerk):
    with pytest.raises(MonthNotOver):
        asked(clerk, MARCH)
    with pytest.raises(MonthNotOver):
        asked(clerk, at=datetime(2026, 2, 28, 15, 59, tzinfo=UTC))  # a minute before March here
    asked(clerk, at=datetime(2026, 2, 28, 16, 0, tzinfo=UTC))


def test_months_close_in_order_and_one_at_a_time(clerk, chief):
    asked(clerk, JANUARY)
    with pytest.raises(MonthNotNext):
        asked(clerk, FEBRUARY)
    closed(chief, JANUARY)
    asked(clerk, FEBRUARY)
    closed(chief, FEBRUARY)

    for month in (JANUARY, FEBRUARY):
        with pytest.raises(MonthNotNext):
            asked(clerk, month)


def test_what_nobody_asked_for_is_neither_closed_nor_sent_back(clerk, chief):
    with pytest.raises(NoClosingAsked):
        closed(chief)
    with pytest.raises(NoClosingAsked):
        return_period(book="fiscal", month_start=FEBRUARY, words="x", actor=chief, at=IN_MARCH)
    with pytest.raises(UnknownBook):
        asked(clerk, book="nobody")


@pytest.mark.parametrize("role", sorted(roles.ALL_ROLES - {roles.OFFICER, roles.ANONYMOUS}))
def test_only_officers_ask_and_close(role):
    actor = ledger.as_role(role)

    for act in (asked, closed):
        with pytest.raises(RoleNotAllowed):
            act(actor)


def test_a_closed_row_is_fixed_and_a_change_behind_it_is_found(clerk, chief):
    asked(clerk)
    period = closed(chief)
    assert check_ledger().faults == []
    for change in ({"turnover_fen": 1}, {"state": "asked"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Period.objects.filter(pk=period.pk).update(**change)

    connection.check_constraints()
    lift_guards(connection)
    Transfer.objects.filter(reference="award:february").update(words="rewritten", subject="loan:X")
    found = {(each.code, each.where) for each in check_ledger().faults}
    assert ("period.changed", "fiscal 2026-02") in found


def test_balances_of_any_day_are_told():
    days = (date(2025, 12, 31), date(2026, 1, 5), date(2026, 1, 31), FEBRUARY_END)

    assert [balance_on(account=BUDGET, day=day) for day in days] == [0, 10_000, 9_000, 7_000]
    assert [balance_on(account=ledger.PAYABLE, day=day) for day in days] == [0, 0, 1_000, 3_000]
    assert balance_on(account=ledger.TREASURY, day=days[1]) == 10_000
