"""部门审核: one office says what it found; side by side with the others, once a round."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from kerong.cases.applications.access import REVIEW, application_for
from kerong.cases.applications.draft_application import ASKED
from kerong.cases.applications.errors import ApplicationMoved, NotYourReview
from kerong.cases.applications.notes import note, tell_office
from kerong.cases.applications.standing import require_state
from kerong.cases.models import Application, Review
from kerong.cases.words import checked_choice, checked_range, checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven:
    """`amount_fen` is what the office saw due, where it looked at the amount at all."""

    opinion: str
    words: str = ""
    amount_fen: int | None = None


@retried
def give_review(*, actor: Actor, no: str, given: OpinionGiven, at: datetime) -> Review:
    """For the actor's department in the present round. Raises NotYourReview, ApplicationMoved."""
    REVIEW.require(actor)
    application = application_for(actor, no)
    require_state(application, "give_review")
    opinion = checked_choice(given.opinion, Review.Opinion.values, field="opinion")
    least = 4 if opinion == Review.Opinion.DISAGREE else 0
    words = checked_words(given.words, field="words", least=least, most=1000)
    amount = None if given.amount_fen is None else checked_range(given.amount_fen, ASKED)
    review = Review.objects.filter(
        application=application, round=application.round, department_id=actor.department_id
    ).first()
    if review is None:
        raise NotYourReview(no=application.no)
    said = {"opinion": opinion, "words": words, "amount_fen": amount}
    with transaction.atomic():
        if not write_opinion(review, given_by_id=actor.person_id, given_at=at, **said):
            raise ApplicationMoved(no=application.no)
        facts = {**said, "round": review.round, "department": f"department:{review.department_id}"}
        note(application, "reviewed", actor=actor, at=at, facts=facts)
        if not _open_reviews(application):
            firm = application.enterprise.name
            tell_office(application, application.lead_id, "reviews_done", at=at, firm=firm)
    review.refresh_from_db()
    return review


def write_opinion(review: Review, **said: object) -> bool:
    """The guard: only an opinion not given yet is written, while its round is the present one."""
    present = Application.objects.filter(
        pk=review.application_id, round=review.round, state=Application.State.ACCEPTED
    )
    unsaid = Review.objects.filter(pk=review.pk, opinion="", application__in=present)
    return bool(unsaid.update(**said))


def _open_reviews(application: Application) -> bool:
    return Review.objects.filter(
        application=application, round=application.round, opinion=""
    ).exists()
