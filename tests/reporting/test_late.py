"""Late clocks and answers: counted in the month they happened, listed without telling secrets."""

from datetime import date, timedelta

import pytest

from kerong.cases.models import TakeUp
from kerong.cases.release_late import release_late
from kerong.reporting.lists import figure_rows
from kerong.reporting.period import month_of
from kerong.reporting.reads import console
from kerong.reporting.share import Share
from tests.build import cases

ON = date(2026, 3, 6)
MONTH = month_of(ON)


@pytest.fixture
def officer():
    return cases.officer()


def test_what_the_worker_took_back_for_being_late_stays_counted_in_its_month(officer):
    told = cases.story("taken")
    release_late(cases.FRIDAY + timedelta(days=12))

    found = console(officer, on=date(2026, 3, 18)).breaches

    assert (found.contact, found.released) == (0, 1)
    rows = figure_rows(officer, "breach_released", MONTH, today=ON)[1]
    assert [row.pk for row in rows] == [told.take_up.pk]
    assert console(officer, on=date(2026, 4, 1)).breaches.released == 0


def test_approved_credit_that_was_not_paid_out_in_time_is_a_breach_too(officer):
    told = cases.story("credited")
    last = told.take_up.due_on

    assert console(officer, on=last).breaches.payout == 0
    found = console(officer, on=last + timedelta(days=1)).breaches

    assert (found.payout, found.total) == (1, 1)
    after = last + timedelta(days=1)
    rows = figure_rows(officer, "breach_payout", month_of(after), today=after)[1]
    assert [row.pk for row in rows] == [told.take_up.pk]


def test_a_clock_that_runs_out_later_this_month_is_not_late_yet(officer):
    cases.story("taken")

    today = figure_rows(officer, "breach_contact", MONTH, today=ON)[1]
    later = figure_rows(officer, "breach_contact", MONTH, today=MONTH.last)[1]

    assert (today.count(), later.count()) == (0, 1)


def test_a_bank_that_only_answered_in_the_month_stands_in_its_ranking(officer):
    told = cases.story("credited")
    earlier = cases.FRIDAY - timedelta(days=40)
    TakeUp.objects.filter(pk=told.take_up.pk).update(taken_at=earlier)

    (row,) = console(officer, on=ON).ranking

    assert (row.taken_count, row.approval) == (0, Share(1, 1))


def test_a_late_release_counts_in_the_month_it_happened_not_the_month_of_taking(officer):
    told = cases.story("taken")
    release_late(cases.FRIDAY + timedelta(days=12))
    TakeUp.objects.filter(pk=told.take_up.pk).update(taken_at=cases.FRIDAY - timedelta(days=40))

    (row,) = console(officer, on=ON).ranking

    assert row.approval == Share(0, 1)


def test_the_list_of_one_institution_tells_of_no_open_need_it_holds(officer):
    told = cases.story("taken")
    accepted = cases.story("accepted")
    bank, other = told.take_up.institution_id, accepted.take_up.institution_id

    def taken(institution_id):
        return figure_rows(officer, "taken", MONTH, today=ON, institution_id=institution_id)[1]

    assert list(taken(bank)) == []
    assert [row.pk for row in taken(other)] == [accepted.take_up.pk]
