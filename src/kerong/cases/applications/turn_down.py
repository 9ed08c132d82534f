"""不予受理: the office does not take the application on, with a coded reason and what to do."""

from datetime import datetime

from django.db import transaction

from kerong.cases.applications.access import LEAD, led_by
from kerong.cases.applications.grant import refuse_at_once
from kerong.cases.applications.reasons import reason
from kerong.cases.applications.standing import require_state
from kerong.cases.models import Application
from kerong.cases.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor

BEFORE_REVIEW = ("not_competent", "papers", "elsewhere", "closed")


@retried
def turn_down(*, actor: Actor, no: str, reason_code: str, words: str, at: datetime) -> Application:
    """Written, by one person: whether the conditions are met is not judged here."""
    LEAD.require(actor)
    application = led_by(actor, no)
    require_state(application, "turn_down")
    reason(reason_code if reason_code in BEFORE_REVIEW else "")
    said = checked_words(words, field="words", least=4, most=500)
    with transaction.atomic():
        refuse_at_once(application, reason_code=reason_code, words=said, actor=actor, at=at)
    return application
