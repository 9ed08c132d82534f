"""撤回申请: the firm takes its application back before it is decided; a draft is given up alike."""

from datetime import datetime

from django.db import transaction

from kerong.cases.applications.access import WITHDRAW, application_for
from kerong.cases.applications.notes import note, tell_office
from kerong.cases.applications.standing import move, require_state
from kerong.cases.models import Application
from kerong.cases.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor

BY_FIRM = "by_firm"


@retried
def withdraw_application(*, actor: Actor, no: str, words: str, at: datetime) -> Application:
    """It may be made again: nothing of the claim is used up."""
    WITHDRAW.require(actor)
    application = application_for(actor, no)
    require_state(application, "withdraw")
    said = checked_words(words, field="words", most=500)
    was_draft = application.state == Application.State.DRAFT
    with transaction.atomic():
        move(
            application,
            Application.State.WITHDRAWN,
            ended_at=at,
            end_code=BY_FIRM,
            end_words=said,
            due_on=None,
            due_provisional=False,
        )
        note(application, "withdrawn", actor=actor, at=at, facts={"words": said})
        if not was_draft:
            firm = application.enterprise.name
            tell_office(application, application.lead_id, "withdrawn", at=at, firm=firm)
    return application
