"""确认名单: a second person confirms; each firm is told its amount and its grant goes public."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import CONFIRM_LIST, LEAD, SCREEN, led_by, list_for
from kerong.cases.applications.arrange import desk_of
from kerong.cases.applications.clocks import publicity_end, reply_due
from kerong.cases.applications.errors import (
    ListMoved,
    NoDispute,
    SamePersonConfirms,
    UnverifiedClause,
)
from kerong.cases.applications.grant import propose_refusal, shown
from kerong.cases.applications.notes import note, note_list, tell_firm
from kerong.cases.applications.open_list import WORK
from kerong.cases.applications.papers import paper_grant_notice
from kerong.cases.applications.reasons import reason
from kerong.cases.applications.standing import move, must_wait, require_state
from kerong.cases.models import Application, EligibleList
from kerong.cases.words import checked_words
from kerong.documents.phrases import day_zh
from kerong.jobs.contention import retried
from kerong.jobs.queue import enqueue
from kerong.kernel.actor import SYSTEM, Actor
from kerong.reference.calendar import held_calendar

L, S = EligibleList.State, Application.State


@retried
def confirm_list(*, actor: Actor, no: str, at: datetime) -> EligibleList:
    """Raises SamePersonConfirms, ListMoved, UnverifiedClause where nobody answers for numbers."""
    CONFIRM_LIST.require(actor)
    made = list_for(actor, no)
    if made.opened_by_id == actor.person_id:
        raise SamePersonConfirms(no=made.no)
    desk, calendar = desk_of(made.clause), held_calendar()
    unverified = Application.objects.filter(eligible_list=made, state=S.CANDIDATE, verified=False)
    if not desk.adopts and unverified.exists():
        raise UnverifiedClause(clause=made.clause, title=made.title_zh, title_en=made.title_en)
    last = publicity_end(localdate(at), desk.publicity_days, calendar)
    reply = reply_due(localdate(at), calendar)
    with transaction.atomic():
        waits = EligibleList.objects.filter(pk=made.pk, state=L.DRAWN_UP)
        confirmed = waits.update(
            state=L.CONFIRMED,
            confirmed_by_id=actor.person_id,
            confirmed_at=at,
            publicity_to_on=last.on,
            reply_due_on=reply.on,
            due_provisional=last.provisional or reply.provisional,
        )
        if not confirmed:
            raise ListMoved(no=made.no)
        facts = {"publicity_to_on": last.on, "reply_due_on": reply.on, "adopts": desk.adopts}
        note_list(made, "confirmed", actor=actor, at=at, facts=facts)
        enqueue(WORK, list_id=made.pk)
    made.refresh_from_db()
    return made


@retried
def publish_candidate(made: EligibleList, application: Application, at: datetime) -> None:
    """One firm is told and its grant goes public, by the days of its own telling."""
    require_state(application, "confirm_list")
    today, calendar = localdate(at), held_calendar()
    due = publicity_end(today, desk_of(made.clause).publicity_days, calendar)
    reply = reply_due(today, calendar)
    with transaction.atomic():
        move(
            application,
            S.PUBLICITY,
            submitted_at=at,
            granted_fen=application.amount_fen,
            publicity_from_on=today,
            publicity_to_on=due.on,
            due_on=reply.on,
            due_provisional=due.provisional or reply.provisional,
        )
        facts = {"amount_fen": application.amount_fen, "publicity_to_on": due.on}
        note(application, "told", actor=SYSTEM, at=at, facts=facts)
        if application.amount_fen is not None:
            paper_grant_notice(application, reply_due=day_zh(reply.on), actor=SYSTEM, at=at)
        said = {"amount": shown(application.amount_fen), "due_on": reply.on.isoformat()}
        tell_firm(application, "told", at=at, office=application.lead.name, **said)


@retried
def strike_off(*, actor: Actor, no: str, reason_code: str, words: str, at: datetime) -> Application:
    """The office takes one firm off a list, with a coded reason. One that was told already is
    struck off when a second person approves, and then hears why.
    """
    SCREEN.require(actor)
    application = led_by(actor, no)
    require_state(application, "strike_off")
    reason(reason_code)
    said = checked_words(words, field="words", least=4, most=500)
    with transaction.atomic():
        if application.state == S.CANDIDATE:
            move(application, S.WITHDRAWN, ended_at=at, end_code=reason_code, end_words=said)
            facts = {"reason": reason_code, "words": said}
            note(application, "struck_off", actor=actor, at=at, facts=facts)
            return application
        propose_refusal(application, reason_code=reason_code, words=said, actor=actor, at=at)
    return application


@retried
def settle_dispute(*, actor: Actor, no: str, words: str, at: datetime) -> Application:
    """The office looked at the firm's dispute and the grant stays as it was told.

    Where the data was wrong the firm is struck off, and may apply itself. Raises NoDispute.
    """
    LEAD.require(actor)
    application = led_by(actor, no)
    require_state(application, "resolve_objection")
    if application.reply != Application.Reply.DISPUTED:
        raise NoDispute(no=application.no)
    said = checked_words(words, field="words", least=4, most=500)
    with transaction.atomic():
        application.reply = ""
        move(application, S.RECHECK if must_wait(application) else S.PUBLICITY, reply="")
        note(application, "dispute_settled", actor=actor, at=at, facts={"words": said})
        tell_firm(application, "dispute_settled", at=at, words=said)
    return application
