"""时间线: what happened, what comes next, who must act, until when."""

from datetime import date, timedelta

import pytest

from kerong.cases.ask_papers import ask_papers
from kerong.cases.models import Case, TakeUp
from kerong.cases.rate_case import rate_case
from kerong.cases.reads import need_page, take_up_page
from kerong.cases.refuse import refuse
from tests.build import cases

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 6)


def steps(told, actor=None, on=ON):
    return need_page(actor or told.firm, told.case.no, on=on).timeline


def to_come(told, **rest):
    return [(step.kind, step.who, step.due_on) for step in steps(told, **rest) if not step.done]


@pytest.mark.parametrize(
    ("stage", "next_step"),
    [
        ("open", ("take_up", "institution", date(2026, 3, 9))),
        ("taken", ("contact", "institution", date(2026, 3, 11))),
        ("contacted", ("quote", "institution", date(2026, 3, 17))),
        ("quoted", ("choose", "firm", date(2026, 3, 31))),
        ("accepted", ("decide", "institution", date(2026, 3, 17))),
        ("credited", ("disburse", "institution", date(2026, 3, 20))),
        ("disbursed", ("rate", "firm", date(2026, 3, 17))),
    ],
)
def test_each_stage_says_what_comes_next(stage, next_step):
    assert to_come(cases.story(stage)) == [next_step]


def test_done_steps_stand_in_the_order_they_happened():
    told = cases.story("disbursed")

    done = [step for step in steps(told) if step.done]

    assert [step.kind for step in done] == [
        "published",
        "taken",
        "contacted",
        "quoted",
        "accepted",
        "credited",
        "disbursed",
    ]
    assert [step.at for step in done] == sorted(step.at for step in done)


def test_a_step_past_its_day_is_overdue_and_the_day_itself_is_not():
    told = cases.story("taken")

    (on_the_day,) = [step for step in steps(told, on=date(2026, 3, 11)) if not step.done]
    (after,) = [step for step in steps(told, on=date(2026, 3, 12)) if not step.done]

    assert (on_the_day.overdue, after.overdue) == (False, True)


def test_a_provisional_day_is_marked():
    told = cases.story("taken", at=cases.FRIDAY + timedelta(days=299))

    (step,) = [step for step in steps(told, on=ON) if not step.done]

    assert step.provisional


def test_while_papers_are_awaited_the_firm_must_act():
    told = cases.story("contacted")
    ask_papers(
        actor=told.clerk,
        take_up_no=told.take_up.no,
        papers=["审计报告"],
        words="请一次补齐",
        at=told.at,
    )

    assert to_come(told) == [("answer_papers", "firm", date(2026, 3, 13))]


def test_a_bad_rating_waits_for_the_bank():
    told = cases.story("disbursed")
    rate_case(actor=told.firm, case_no=told.case.no, level=1, words="", at=told.at)

    assert to_come(told) == [("answer_rating", "institution", date(2026, 3, 13))]


@pytest.mark.parametrize("state", ["withdrawn", "closed"])
def test_nothing_comes_after_the_end(state):
    told = cases.story()
    Case.objects.update(state=state, ended_at=told.at)

    assert to_come(told) == []


def test_an_unmet_need_is_the_officers():
    told = cases.story()
    Case.objects.update(state="unmet")

    assert to_come(told, actor=cases.officer()) == [("reopen", "officer", None)]


def test_a_banks_own_timeline_does_not_tell_whether_others_are_there():
    alone = cases.story("taken")
    before = take_up_page(alone.clerk, alone.take_up.no, on=ON).timeline
    cases.second_bank(alone)

    assert take_up_page(alone.clerk, alone.take_up.no, on=ON).timeline == before


@pytest.mark.parametrize("end", ["accepted", "credited", "disbursed", "withdrawn"])
def test_a_bank_that_left_does_not_see_how_it_went_on(end):
    told = cases.story("quoted")
    loser = cases.second_bank(told)
    for stage in cases.STAGES[4 : cases.STAGES.index("disbursed") + 1]:
        if end == "withdrawn":
            break
        cases.bring(told, stage)
        if stage == end:
            break
    if end == "withdrawn":
        TakeUp.objects.filter(pk=loser.take_up.pk).update(
            released_at=told.at, stage="released", release_kind="refused"
        )
        Case.objects.update(state="withdrawn", ended_at=told.at, end_words="另有安排")

    found = take_up_page(loser.clerk, loser.take_up.no, on=ON).timeline

    assert [step.kind for step in found] == [
        "published",
        "taken",
        "contacted",
        "quoted",
        "released",
    ]
    assert "另有安排" not in "".join(step.words for step in found)


def test_officers_read_what_was_said_only_once_a_quote_is_accepted():
    told = cases.story("contacted")
    ask_papers(
        actor=told.clerk, take_up_no=told.take_up.no, papers=["审计报告"], words="请补", at=told.at
    )
    rival = cases.second_bank(told, "taken")
    refuse(
        actor=rival.clerk,
        take_up_no=rival.take_up.no,
        code="R06",
        words="经测算现金流不足以覆盖还款",
        at=told.at,
    )

    def said(reader):
        return "".join(str(step.words) for step in steps(told, actor=reader))

    officer = cases.officer()
    for words in ("电话联系", "请补", "现金流不足"):
        assert words not in said(officer)
        assert words in said(told.firm)
    for stage in ("quoted", "accepted"):
        cases.bring(told, stage)
    assert "电话联系" in said(officer)


def test_every_step_has_a_title_in_both_languages():
    from django.utils.translation import override

    from kerong.cases.reads.timeline import RELEASES, TITLES, WHO

    for title in (*TITLES.values(), *RELEASES.values(), *WHO.values()):
        with override("en"):
            english = str(title)
        assert english
