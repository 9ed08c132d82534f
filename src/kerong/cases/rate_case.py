"""好差评: the firm rates how it was served; a bad rating starts the clock of an answer."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.cases.access import RATE_CASE, case_for
from kerong.cases.errors import RatedBefore
from kerong.cases.models import Case, Rating, TakeUp
from kerong.cases.notes import Word, note_case, reference_of_institution, say
from kerong.cases.officers import OFFICERS
from kerong.cases.parameters import numbers_on
from kerong.cases.shapes.open_take_up import require_state
from kerong.cases.stages import move_case
from kerong.cases.words import LEVEL, checked_range, checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.workdays import add_working_days
from kerong.reference.calendar import held_calendar


@retried
def rate_case(*, actor: Actor, case_no: str, level: int, words: str, at: datetime) -> Rating:
    """Five levels, once; words are free to give. Below level 3 the institution must answer.

    Raises RatedBefore, FieldOutOfRange.
    """
    RATE_CASE.require(actor)
    case = case_for(actor, case_no)
    if Rating.objects.filter(case=case).exists():
        raise RatedBefore(no=case.no)
    require_state(case, "rate_case")
    rating = Rating(
        case=case,
        institution_id=_served_by(case),
        level=checked_range(level, LEVEL),
        words=checked_words(words, field="words", most=500),
        rated_by_id=actor.person_id,
        rated_at=at,
    )
    if rating.is_bad:
        numbers = numbers_on(localdate(at))
        due = add_working_days(localdate(at), numbers.rating_answer_days, held_calendar())
        rating.answer_due_on, rating.due_provisional = due.on, due.provisional
    with transaction.atomic():
        _move(case, rating)
        _insert(rating)
        note_case(case, "rated", actor=actor, at=at, facts={"level": rating.level})
        for word in _words(rating):
            say(word, about=case, at=at)
    return rating


def _served_by(case: Case) -> int:
    """The institution that paid out: the only one a rating can be about."""
    served = TakeUp.objects.filter(case=case, stage=TakeUp.Stage.DISBURSED)
    return int(served.values_list("institution_id", flat=True).get())


def _move(case: Case, rating: Rating) -> None:
    """A good rating closes the need; a bad one leaves it open for the answer, on its own clock."""
    rated = {"rate_due_on": None, "due_provisional": False}
    if rating.is_bad:
        move_case(case, Case.State.DISBURSED, **rated)
    else:
        move_case(case, Case.State.CLOSED, closed_at=rating.rated_at, **rated)


def _insert(rating: Rating) -> None:
    try:
        rating.save(force_insert=True)
    except IntegrityError as fault:
        raise RatedBefore(no=rating.case.no) from fault


def _words(rating: Rating) -> list[Word]:
    institution = reference_of_institution(rating.institution_id)
    if not rating.is_bad:
        return [Word(to=institution, kind="case.rated", facts={"level": rating.level})]
    facts = {"level": rating.level, "answer_due_on": str(rating.answer_due_on)}
    return [
        Word(to=institution, kind="case.rated_badly", facts=facts),
        Word(to=OFFICERS, kind="case.rated_badly_watch", facts=facts),
    ]
