"""好差评: five levels, once; a bad one must be answered within five working days."""

from datetime import date, timedelta

import pytest

from kerong.cases.answer_rating import answer_rating
from kerong.cases.errors import (
    CaseNotFound,
    FieldOutOfRange,
    NoBadRating,
    RatedBefore,
    WordsTooShort,
    WrongState,
)
from kerong.cases.models import Case, Rating
from kerong.cases.rate_case import rate_case
from kerong.kernel.policy import RoleNotAllowed
from kerong.notices.models import Outbox
from tests.build import cases

pytestmark = pytest.mark.django_db


def rate(told, level, words=""):
    return rate_case(actor=told.firm, case_no=told.case.no, level=level, words=words, at=told.at)


def answer(told, actor=None, words="已向企业当面致歉并调整流程"):
    return answer_rating(
        actor=actor or told.approver, case_no=told.case.no, words=words, at=told.at
    )


@pytest.mark.parametrize("level", [3, 4, 5])
def test_a_good_rating_closes_the_need(level):
    told = cases.story("disbursed")

    rating = rate(told, level)

    assert not rating.is_bad
    assert told.reload().case.state == Case.State.CLOSED


@pytest.mark.parametrize("level", [1, 2])
def test_a_bad_rating_starts_a_clock_and_calls_the_officers(level):
    told = cases.story("disbursed")

    rating = rate(told, level, "等了很久")

    assert rating.answer_due_on == date(2026, 3, 13)
    assert told.reload().case.state == Case.State.DISBURSED
    kinds = set(Outbox.objects.values_list("kind", flat=True))
    assert {"case.rated_badly", "case.rated_badly_watch"} <= kinds


def test_the_answer_closes_the_need_and_reaches_the_firm():
    told = cases.story("disbursed")
    rate(told, 1)
    told.at += timedelta(days=1)

    rating = answer(told)

    rating.refresh_from_db()
    assert rating.answered_at == told.at
    assert told.reload().case.state == Case.State.CLOSED
    assert Outbox.objects.filter(kind="case.rating_answered").count() == 1


def test_a_need_is_rated_once_with_a_level_from_one_to_five():
    told = cases.story("disbursed")
    for level in (0, 6):
        with pytest.raises(FieldOutOfRange):
            rate(told, level)
    rate(told, 5)
    with pytest.raises(RatedBefore):
        rate(told, 4)
    assert Rating.objects.get().level == 5


def test_a_need_not_paid_out_is_not_rated():
    with pytest.raises(WrongState):
        rate(cases.story("credited"), 5)


def test_a_good_rating_has_nothing_to_answer():
    told = cases.story("disbursed")
    rate(told, 4)

    with pytest.raises(NoBadRating):
        answer(told)


def test_only_the_bank_that_was_rated_answers_and_with_words():
    told = cases.story("disbursed")
    rate(told, 2)

    with pytest.raises(RoleNotAllowed):
        answer(told, actor=told.clerk)
    with pytest.raises(CaseNotFound):
        answer(told, actor=cases.story("disbursed").approver)
    with pytest.raises(WordsTooShort):
        answer(told, words="已整改")
    answer(told)
    with pytest.raises(NoBadRating):
        answer(told)
