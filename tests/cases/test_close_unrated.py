"""逾期未评: a need nobody rated does not stay open for ever, and is not rated after it closed."""

from datetime import date, timedelta

import pytest

from kerong.cases.close_unrated import close_one, close_unrated
from kerong.cases.errors import WrongState
from kerong.cases.models import Case, Rating
from kerong.cases.rate_case import rate_case
from kerong.cases.reads import need_page, take_up_page
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from tests.build import cases

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def after(days):
    return cases.FRIDAY + timedelta(days=days)


def rate(told, level=5, at=None):
    return rate_case(actor=told.firm, case_no=told.case.no, level=level, words="", at=at or told.at)


def test_a_payout_starts_the_seven_working_days_of_the_rating():
    told = cases.story("disbursed")

    assert told.case.rate_due_on == date(2026, 3, 17)
    said = Outbox.objects.get(kind="case.disbursed").facts
    assert said["rate_due_on"] == "2026-03-17"
    step = need_page(told.firm, told.case.no, on=date(2026, 3, 6)).timeline[-1]
    assert (step.kind, step.due_on) == ("rate", date(2026, 3, 17))


def test_a_need_never_rated_is_closed_once_and_both_are_told():
    told = cases.story("disbursed")

    assert close_unrated(after(11)) == 0  # the last day itself still counts
    assert close_unrated(after(12)) == 1
    assert close_unrated(after(12)) == 0

    case = told.reload().case
    assert (case.state, case.closed_at) == (Case.State.CLOSED, after(12))
    event = Event.objects.get(kind="case.closed_unrated")
    assert event.facts == {"rate_due_on": "2026-03-17"}
    assert event.actor == "system:worker"
    told_to = {row.kind: row.to for row in Outbox.objects.filter(kind__endswith="closed_unrated")}
    assert told_to == {
        "case.closed_unrated": f"enterprise:{case.enterprise_id}",
        "take_up.closed_unrated": f"institution:{told.take_up.institution_id}",
    }


def test_a_closed_need_cannot_be_rated_any_more_and_says_why_it_closed():
    told = cases.story("disbursed")
    close_unrated(after(12))

    with pytest.raises(WrongState):
        rate(told, at=after(13))

    for page in (
        need_page(told.firm, told.case.no, on=date(2026, 3, 20)),
        take_up_page(told.clerk, told.take_up.no, on=date(2026, 3, 20)),
    ):
        assert page.timeline[-1].kind == "closed_unrated"
        assert page.timeline[-1].at == after(12)


@pytest.mark.parametrize("level", [1, 5])
def test_a_rated_need_is_left_to_its_rating(level):
    told = cases.story("disbursed")
    rate(told, level, at=after(11))

    assert close_unrated(after(60)) == 0
    assert told.reload().case.rate_due_on is None
    assert not Event.objects.filter(kind="case.closed_unrated").exists()


def test_a_rating_in_the_last_moment_wins_over_the_clock():
    told = cases.story("disbursed")
    rate(told, 2, at=after(12))

    assert close_one(told.case.no, at=after(12)) is False
    assert Rating.objects.get().level == 2
    assert told.reload().case.state == Case.State.DISBURSED
