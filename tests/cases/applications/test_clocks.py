"""Working days of an application: acceptance, rest, review, decision, publicity; years to come."""

from datetime import date, timedelta

import pytest

from kerong.cases.applications.clocks import (
    acceptance_due,
    correction_due,
    decision_due,
    publicity_end,
    reply_due,
    rested,
    review_due,
)
from kerong.cases.applications.deem_accepted import deem_accepted
from kerong.cases.applications.recompute import recompute_applications
from kerong.notices.models import Outbox
from tests.build import applications, cases
from tests.build.applications import story
from tests.build.cases import FRIDAY
from tests.cases.calendars import Announced

FRI = date(2026, 3, 6)
WEEK = Announced()


def test_days_counted_by_hand_over_weekends() -> None:
    """Friday 6 March: five working days later is Friday 13, ten Friday 20, twenty April 3."""
    assert acceptance_due(FRI, 0, WEEK).on == date(2026, 3, 13)
    assert acceptance_due(FRI, 2, WEEK).on == date(2026, 3, 17)
    assert correction_due(FRI, FRI, WEEK).on == date(2026, 3, 13)
    assert review_due(FRI, FRI, WEEK).on == date(2026, 3, 20)
    assert decision_due(FRI, FRI, WEEK).on == date(2026, 4, 3)
    assert reply_due(FRI, WEEK).on == date(2026, 3, 20)


@pytest.mark.parametrize(("days", "last"), [(0, 13), (5, 13), (7, 17)])
def test_publicity_never_lasts_less_than_five_working_days(days: int, last: int) -> None:
    assert publicity_end(FRI, days, WEEK).on == date(2026, 3, last)


def test_the_clock_rests_until_the_answer_at_most_until_the_firms_own_day() -> None:
    due = date(2026, 3, 13)
    assert rested(FRI, due, date(2026, 3, 10), WEEK) == 2
    assert rested(FRI, due, date(2026, 4, 30), WEEK) == 5


@pytest.mark.django_db
def test_an_office_that_keeps_silent_has_accepted() -> None:
    told = story("submitted")
    assert deem_accepted(told.at + timedelta(days=7)) == 0  # the last day is still its own
    assert deem_accepted(told.at + timedelta(days=8)) == 1
    row = told.reload()
    assert (row.state, row.accepted_by_id, row.reviews.count()) == ("accepted", None, 2)
    assert deem_accepted(told.at + timedelta(days=9)) == 0
    assert Outbox.objects.filter(kind="application.deemed_accepted").count() == 1


@pytest.mark.django_db
def test_days_in_a_year_not_announced_are_marked_and_settled_once_it_is() -> None:
    at = FRIDAY.replace(month=12, day=28)
    told = applications.begin(at=at)
    story("submitted", told)
    row = told.application
    assert row.due_provisional and row.due_on == date(2027, 1, 4)

    assert recompute_applications(told.at) == 0
    cases.hold_calendar(2027, rest=(date(2027, 1, 1), date(2027, 1, 4)))
    assert recompute_applications(told.at) == 1

    row = told.reload()
    assert not row.due_provisional and row.due_on == date(2027, 1, 6)
    assert Outbox.objects.filter(kind="application.clock_moved").count() == 1
