"""补正: the institution says once, and completely, which papers are missing; its clock rests."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.cases.access import ASK_PAPERS, take_up_for
from kerong.cases.clocks import numbers_of
from kerong.cases.dates import clocks_of
from kerong.cases.errors import PapersAskedBefore
from kerong.cases.models import PaperRequest, TakeUp
from kerong.cases.notes import Word, firm_of, note_take_up, say
from kerong.cases.shapes.open_take_up import require_stage
from kerong.cases.stages import move
from kerong.cases.words import checked_count, checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.kernel.workdays import Calendar, add_working_days
from kerong.reference.calendar import held_calendar

MOST_PAPERS = 20


@retried
def ask_papers(
    *, actor: Actor, take_up_no: str, papers: Sequence[str], words: str, at: datetime
) -> PaperRequest:
    """Ask once; the decision date moves by the days the firm has, and back when it is faster.

    Raises PapersAskedBefore.
    """
    ASK_PAPERS.require(actor)
    take_up = take_up_for(actor, take_up_no)
    require_stage(take_up, "ask_papers")
    if PaperRequest.objects.filter(take_up=take_up).exists():
        raise PapersAskedBefore(no=take_up.no)
    request = _request(actor, take_up, words, at)
    request.papers = _checked_papers(papers)
    calendar = held_calendar()
    numbers = numbers_of(take_up.case.opened_at)
    request.due_on = add_working_days(localdate(at), numbers.papers_days, calendar).on
    with transaction.atomic():
        _put_off(take_up, request, calendar)
        _save(request)
        facts = {"papers": request.papers, "due_on": request.due_on}
        note_take_up(take_up, "papers_asked", actor=actor, at=at, facts=facts)
        say(_word(take_up, request), about=take_up, at=at)
    return request


def _request(actor: Actor, take_up: TakeUp, words: str, at: datetime) -> PaperRequest:
    return PaperRequest(
        take_up=take_up,
        words=checked_words(words, field="words", most=500),
        asked_by_id=actor.person_id,
        asked_at=at,
    )


def _checked_papers(papers: Sequence[str]) -> list[str]:
    """At least one; asking for nothing is refused as words too short."""
    checked_count(papers, MOST_PAPERS, field="papers")
    return [checked_words(paper, field="papers", least=2, most=120) for paper in papers or [""]]


def _put_off(take_up: TakeUp, request: PaperRequest, calendar: Calendar) -> None:
    clocks = clocks_of(take_up, request, calendar)
    move(
        take_up,
        take_up.stage,
        decision_due_on=clocks.decision.on,
        due_on=clocks.decision.on,
        due_provisional=clocks.provisional,
    )


def _save(request: PaperRequest) -> None:
    try:
        request.save(force_insert=True)
    except IntegrityError as fault:
        raise PapersAskedBefore(no=request.take_up.no) from fault


def _word(take_up: TakeUp, request: PaperRequest) -> Word:
    facts = {
        "institution": take_up.institution.name,
        "count": len(request.papers),
        "due_on": request.due_on.isoformat(),
    }
    return Word(to=firm_of(take_up.case), kind="take_up.papers_asked", facts=facts)
