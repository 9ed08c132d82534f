"""差评整改: the institution answers a bad rating in time; then the need is closed."""

from datetime import datetime

from django.db import transaction

from kerong.cases.access import ANSWER_RATING, rating_for
from kerong.cases.errors import ChangedMeanwhile, NoBadRating
from kerong.cases.models import Case, Rating
from kerong.cases.notes import Word, firm_of, note_case, say
from kerong.cases.shapes.open_take_up import require_state
from kerong.cases.stages import move_case
from kerong.cases.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor


@retried
def answer_rating(*, actor: Actor, case_no: str, words: str, at: datetime) -> Rating:
    """Say in at least ten characters what was put right. Raises NoBadRating."""
    ANSWER_RATING.require(actor)
    rating = rating_for(actor, case_no)
    if not rating.is_bad or rating.answered_at is not None:
        raise NoBadRating(no=rating.case.no)
    require_state(rating.case, "answer_rating")
    rating.answer_words = checked_words(words, field="words", least=10, most=500)
    rating.answered_by_id, rating.answered_at = actor.person_id, at
    with transaction.atomic():
        move_case(rating.case, Case.State.CLOSED, closed_at=at)
        _keep(rating)
        facts = {"words": rating.answer_words}
        note_case(rating.case, "rating_answered", actor=actor, at=at, facts=facts)
        word = Word(to=firm_of(rating.case), kind="case.rating_answered", facts=facts)
        say(word, about=rating.case, at=at)
    return rating


def _keep(rating: Rating) -> None:
    unanswered = Rating.objects.filter(pk=rating.pk, answered_at=None)
    if not unanswered.update(
        answer_words=rating.answer_words,
        answered_by=rating.answered_by_id,
        answered_at=rating.answered_at,
        due_provisional=False,
    ):
        raise ChangedMeanwhile(no=rating.case.no)
