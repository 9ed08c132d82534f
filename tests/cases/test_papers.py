"""补正: asked once, all together; the clock rests until the answer."""

from datetime import date, timedelta

import pytest

from kerong.cases.answer_papers import answer_papers
from kerong.cases.ask_papers import ask_papers
from kerong.cases.errors import (
    NoPapersAsked,
    PapersAskedBefore,
    TakeUpNotFound,
    TooManyEntries,
    WordsTooShort,
)
from kerong.cases.release_late import release_late
from kerong.kernel.policy import RoleNotAllowed
from tests.build import cases

pytestmark = pytest.mark.django_db
TUESDAY = cases.FRIDAY + timedelta(days=4)


def ask(told, papers=("近两年审计报告", "纳税申报表"), at=TUESDAY):
    return ask_papers(
        actor=told.clerk, take_up_no=told.take_up.no, papers=papers, words="请一次补齐", at=at
    )


def answer(told, at, actor=None):
    return answer_papers(
        actor=actor or told.firm, take_up_no=told.take_up.no, words="已全部上传", at=at
    )


def test_asking_moves_the_decision_day_by_the_firms_five_days():
    told = cases.story("contacted")

    request = ask(told)

    told.reload()
    assert request.due_on == date(2026, 3, 17)
    assert told.take_up.decision_due_on == told.take_up.due_on == date(2026, 3, 24)


def test_a_quick_answer_takes_the_unused_days_back():
    told = cases.story("contacted")
    ask(told)

    answer(told, TUESDAY + timedelta(days=1))

    assert told.reload().take_up.decision_due_on == date(2026, 3, 18)


def test_an_answer_past_its_day_earns_no_more_rest():
    told = cases.story("contacted")
    ask(told)

    answer(told, TUESDAY + timedelta(days=10))

    assert told.reload().take_up.decision_due_on == date(2026, 3, 24)


def test_the_bank_is_not_released_while_papers_are_awaited():
    told = cases.story("contacted")
    ask(told)

    assert release_late(cases.FRIDAY + timedelta(days=12)).released == 0
    assert release_late(cases.FRIDAY + timedelta(days=19)).released == 1


def test_papers_are_asked_for_once():
    told = cases.story("contacted")
    ask(told)

    with pytest.raises(PapersAskedBefore):
        ask(told)


def test_a_request_names_papers_but_not_endlessly_many():
    told = cases.story("contacted")

    with pytest.raises(WordsTooShort):
        ask(told, papers=())
    with pytest.raises(TooManyEntries):
        ask(told, papers=["材料"] * 21)


def test_only_the_firm_answers_and_only_once():
    told = cases.story("contacted")
    with pytest.raises(NoPapersAsked):
        answer(told, TUESDAY)
    ask(told)
    with pytest.raises(RoleNotAllowed):
        answer(told, TUESDAY, actor=told.clerk)
    with pytest.raises(TakeUpNotFound):
        answer(told, TUESDAY, actor=cases.firm())
    answer(told, TUESDAY)
    with pytest.raises(NoPapersAsked):
        answer(told, TUESDAY)


def test_papers_after_acceptance_put_off_the_credit_decision():
    told = cases.story("accepted")

    ask(told)

    assert told.reload().take_up.due_on == date(2026, 3, 24)
