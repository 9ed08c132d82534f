"""期限重算: once the holidays are announced, provisional days are settled and people told."""

from datetime import date, datetime, timedelta

import pytest

from kerong.cases.answer_papers import answer_papers
from kerong.cases.ask_papers import ask_papers
from kerong.cases.models import Case, PaperRequest, Rating
from kerong.cases.rate_case import rate_case
from kerong.cases.recompute_provisional import recompute_provisional
from kerong.cases.withdraw_need import withdraw_need
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from tests.build import cases

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 12, 28, 10, 0, tzinfo=cases.CHINA)
LATER = MONDAY + timedelta(days=1)


def announce_2027(rest=(date(2027, 1, 1),)):
    cases.hold_calendar(2027, rest=rest)


def test_a_holiday_announced_later_moves_the_days_and_says_so():
    told = cases.story("contacted", at=MONDAY)
    assert told.case.due_provisional
    assert told.case.decision_due_on == date(2027, 1, 6)

    announce_2027()
    changed = recompute_provisional(LATER)

    told.reload()
    assert changed == 2
    assert told.case.decision_due_on == told.take_up.due_on == date(2027, 1, 7)
    assert not told.case.due_provisional
    assert not told.take_up.due_provisional
    facts = Event.objects.get(stream=f"take_up:{told.take_up.no}", kind="take_up.clocks_recomputed")
    assert facts.facts["old"]["decision_due_on"] == "2027-01-06"
    assert facts.facts["new"]["decision_due_on"] == "2027-01-07"
    told_to = set(Outbox.objects.filter(kind="case.clock_moved").values_list("to", flat=True))
    assert told_to == {
        f"enterprise:{told.case.enterprise_id}",
        f"institution:{told.take_up.institution_id}",
    }


def test_a_year_without_surprises_settles_the_mark_and_bothers_nobody():
    told = cases.story("taken", at=MONDAY)

    announce_2027(rest=())
    recompute_provisional(LATER)

    assert not told.reload().case.due_provisional
    assert not Outbox.objects.filter(kind="case.clock_moved").exists()


def test_while_the_year_is_unknown_nothing_changes():
    told = cases.story("taken", at=MONDAY)

    assert recompute_provisional(LATER) == 0
    assert told.reload().case.due_provisional


def test_running_it_again_changes_nothing():
    cases.story("contacted", at=MONDAY)
    announce_2027()
    recompute_provisional(LATER)
    events = Event.objects.count()

    assert recompute_provisional(LATER) == 0
    assert Event.objects.count() == events


def test_a_quotes_own_last_day_stays_what_the_bank_said():
    told = cases.story("contacted", at=MONDAY)
    cases.bring(told, "quoted", valid_until=date(2027, 1, 20))

    announce_2027()
    recompute_provisional(LATER)

    assert told.reload().take_up.due_on == date(2027, 1, 20)
    assert told.take_up.decision_due_on == date(2027, 1, 7)


def test_the_papers_own_day_moves_along():
    told = cases.story("contacted", at=MONDAY)
    ask_papers(
        actor=told.clerk,
        take_up_no=told.take_up.no,
        papers=["审计报告"],
        words="",
        at=told.at,
    )
    assert PaperRequest.objects.get().due_on == date(2027, 1, 4)

    announce_2027()
    recompute_provisional(LATER)

    assert PaperRequest.objects.get().due_on == date(2027, 1, 5)
    assert told.reload().take_up.decision_due_on == date(2027, 1, 14)
    word = Outbox.objects.get(kind="take_up.papers_day_moved")
    assert (word.to, word.facts["due_on"]) == (
        f"enterprise:{told.case.enterprise_id}",
        "2027-01-05",
    )


def test_a_firm_that_answered_hears_no_more_of_the_papers_day():
    told = cases.story("contacted", at=MONDAY)
    asked = {"actor": told.clerk, "papers": ["审计报告"], "words": ""}
    ask_papers(take_up_no=told.take_up.no, at=told.at, **asked)
    answer_papers(actor=told.firm, take_up_no=told.take_up.no, words="已上传", at=told.at)

    announce_2027()
    recompute_provisional(LATER)

    assert not Outbox.objects.filter(kind="take_up.papers_day_moved").exists()


def test_the_day_of_an_answer_to_a_bad_rating_is_settled_too():
    told = cases.story("disbursed", at=MONDAY)
    rate_case(actor=told.firm, case_no=told.case.no, level=1, words="", at=told.at)
    assert Rating.objects.get().due_provisional

    announce_2027()
    recompute_provisional(LATER)

    assert Rating.objects.get().answer_due_on == date(2027, 1, 5)
    assert not Rating.objects.get().due_provisional
    event = Event.objects.get(stream=f"case:{told.case.no}", kind="case.clocks_recomputed")
    assert event.facts["old"]["answer_due_on"] == "2027-01-04"
    assert event.facts["new"]["answer_due_on"] == "2027-01-05"
    word = Outbox.objects.get(kind="case.rating_day_moved")
    assert word.to == f"institution:{told.take_up.institution_id}"


def test_an_answer_due_in_a_year_without_surprises_is_settled_without_a_word():
    told = cases.story("disbursed", at=MONDAY)
    rate_case(actor=told.firm, case_no=told.case.no, level=1, words="", at=told.at)

    announce_2027(rest=())
    recompute_provisional(LATER)

    assert not Rating.objects.get().due_provisional
    assert not Outbox.objects.filter(kind="case.rating_day_moved").exists()


def test_the_day_of_the_payout_is_settled_too():
    told = cases.story("credited", at=MONDAY)
    assert told.take_up.due_on == date(2027, 1, 11)
    assert (told.take_up.due_provisional, told.case.due_provisional) == (True, False)

    announce_2027()
    recompute_provisional(LATER)

    assert told.reload().take_up.due_on == date(2027, 1, 12)
    assert not told.take_up.due_provisional


def test_of_a_paid_out_need_only_the_day_of_its_rating_is_settled():
    told = cases.story("disbursed", at=MONDAY)
    before = told.case.rate_due_on
    assert told.case.due_provisional

    announce_2027()

    assert recompute_provisional(LATER) == 1
    assert recompute_provisional(LATER) == 0
    case = told.reload().case
    assert case.rate_due_on == before + timedelta(days=1)
    assert not case.due_provisional
    assert told.take_up.due_on is None
    word = Outbox.objects.get(kind="case.rate_day_moved")
    assert word.facts["due_on"] == case.rate_due_on.isoformat()


@pytest.mark.parametrize("state", ["unmet", "withdrawn", "credited", "disbursed", "closed"])
def test_a_need_nobody_waits_for_keeps_its_days(state):
    told = cases.story(at=MONDAY)
    Case.objects.update(state=state)

    announce_2027()

    assert recompute_provisional(LATER) == 0
    assert told.reload().case.decision_due_on == date(2027, 1, 6)


def test_the_mark_goes_with_the_need():
    told = cases.story("taken", at=MONDAY)
    assert told.case.due_provisional

    withdraw_need(actor=told.firm, case_no=told.case.no, words="资金已落实", at=LATER)

    assert not told.reload().case.due_provisional
    assert not told.take_up.due_provisional
