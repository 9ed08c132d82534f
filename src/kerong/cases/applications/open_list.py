"""免申即享筛查: an office has every firm looked at for a clause; the worker writes the rows."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import SCREEN, list_for
from kerong.cases.applications.arrange import desk_of
from kerong.cases.applications.claims import claim_of
from kerong.cases.applications.errors import ListMoved, ListOpenAlready, NotThisOffice
from kerong.cases.applications.notes import note_list
from kerong.cases.models import Application, EligibleList
from kerong.cases.numbers import eligible_list_no
from kerong.cases.words import checked_words
from kerong.catalogue.policies.reads import clause_on
from kerong.jobs.contention import retried
from kerong.jobs.queue import enqueue
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come

WORK = "applications.work_list"
L = EligibleList.State


@retried
def open_list(*, actor: Actor, clause: str, at: datetime) -> EligibleList:
    """Raises ClauseAbsent, ClauseNotHandled, NotThisOffice, SubjectMissing where the benefit is
    had per project or person, ListOpenAlready."""
    SCREEN.require(actor)
    on = localdate(at)
    card, in_force = clause_on(clause, on=on)
    desk = desk_of(clause if in_force else "", card.clause.title)
    if desk.lead_id != actor.department_id:
        raise NotThisOffice()
    claim_of(card.clause.benefit, "", on)
    zh, en = card.clause.title
    made = EligibleList(
        no=number_to_come(),
        clause=card.code,
        title_zh=zh[:200],
        title_en=en[:300],
        lead_id=desk.lead_id,
        decided_on=on,
        opened_by_id=actor.person_id,
        opened_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            made.no = eligible_list_no(made.pk, at)
            EligibleList.objects.filter(pk=made.pk).update(no=made.no)
            note_list(made, "opened", actor=actor, at=at, facts={"clause": made.clause})
            enqueue(WORK, list_id=made.pk)
    except IntegrityError as fault:
        raise ListOpenAlready(clause=clause) from fault
    return made


@retried
def drop_list(*, actor: Actor, no: str, words: str, at: datetime) -> EligibleList:
    """A list nobody confirmed is given up; its candidates were never told. Raises ListMoved."""
    SCREEN.require(actor)
    made = list_for(actor, no)
    said = checked_words(words, field="words", least=4, most=300)
    with transaction.atomic():
        waits = EligibleList.objects.filter(pk=made.pk, state__in=[L.FILLING, L.DRAWN_UP])
        if not waits.update(state=L.DROPPED, ended_at=at, end_words=said):
            raise ListMoved(no=made.no)
        candidates = Application.objects.filter(
            eligible_list=made, state=Application.State.CANDIDATE
        )
        candidates.update(
            state=Application.State.WITHDRAWN, ended_at=at, end_code="list_dropped", due_on=None
        )
        note_list(made, "dropped", actor=actor, at=at, facts={"words": said})
    made.refresh_from_db()
    return made
