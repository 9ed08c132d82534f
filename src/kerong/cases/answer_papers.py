"""补正答复: the firm has given what was asked for; the institution's clock runs again."""

from datetime import datetime

from django.db import transaction

from kerong.cases.access import ANSWER_PAPERS, take_up_for
from kerong.cases.dates import clocks_of, request_of
from kerong.cases.errors import ChangedMeanwhile, NoPapersAsked
from kerong.cases.models import PaperRequest, TakeUp
from kerong.cases.notes import Word, institution_of, note_take_up, say
from kerong.cases.shapes.open_take_up import require_stage
from kerong.cases.stages import move
from kerong.cases.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.workdays import Calendar
from kerong.parties.firm_facts import firm_facts
from kerong.reference.calendar import held_calendar


@retried
def answer_papers(*, actor: Actor, take_up_no: str, words: str, at: datetime) -> PaperRequest:
    """Answer once; papers themselves are attached to the thread. Raises NoPapersAsked."""
    ANSWER_PAPERS.require(actor)
    take_up = take_up_for(actor, take_up_no)
    require_stage(take_up, "answer_papers")
    request = request_of(take_up)
    if request is None or request.answered_at is not None:
        raise NoPapersAsked(no=take_up.no)
    request.answered_at, request.answered_by_id = at, actor.person_id
    request.answer_words = checked_words(words, field="words", least=2, most=500)
    with transaction.atomic():
        _run_again(take_up, request, held_calendar())
        _keep(request)
        note_take_up(take_up, "papers_answered", actor=actor, at=at)
        facts = {
            **firm_facts(take_up.case.enterprise),
            "decision_due_on": take_up.decision_due_on.isoformat(),
        }
        word = Word(to=institution_of(take_up), kind="take_up.papers_answered", facts=facts)
        say(word, about=take_up, at=at)
    return request


def _run_again(take_up: TakeUp, request: PaperRequest, calendar: Calendar) -> None:
    clocks = clocks_of(take_up, request, calendar)
    fields: dict[str, object] = {
        "decision_due_on": clocks.decision.on,
        "due_provisional": clocks.provisional,
    }
    if take_up.stage != TakeUp.Stage.QUOTED:
        fields["due_on"] = clocks.decision.on
    move(take_up, take_up.stage, **fields)


def _keep(request: PaperRequest) -> None:
    open_request = PaperRequest.objects.filter(pk=request.pk, answered_at=None)
    if not open_request.update(
        answered_at=request.answered_at,
        answered_by=request.answered_by_id,
        answer_words=request.answer_words,
    ):
        raise ChangedMeanwhile(no=request.take_up.no)
