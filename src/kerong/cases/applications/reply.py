"""企业答复: a firm told of a grant agrees, opts out, or says the data behind it is wrong."""

from datetime import datetime

from django.db import transaction

from kerong.cases.applications.access import REPLY, application_for
from kerong.cases.applications.notes import note, tell_office
from kerong.cases.applications.standing import move, require_state
from kerong.cases.models import Application
from kerong.cases.words import checked_choice, checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor

R, S = Application.Reply, Application.State
_NEXT = {R.AGREED: S.PUBLICITY, R.OPTED_OUT: S.WITHDRAWN, R.DISPUTED: S.RECHECK}


@retried
def reply_to_grant(*, actor: Actor, no: str, reply: str, words: str, at: datetime) -> Application:
    """Silence neither ends nor holds up a grant; opting out ends it."""
    REPLY.require(actor)
    application = application_for(actor, no)
    require_state(application, "reply")
    chosen = R(checked_choice(reply, R.values, field="reply"))
    least = 4 if chosen == R.DISPUTED else 0
    said = checked_words(words, field="words", least=least, most=500)
    fields = {"reply": chosen, "reply_words": said, "replied_at": at}
    if chosen == R.OPTED_OUT:
        fields |= {"ended_at": at, "end_code": R.OPTED_OUT.value, "end_words": said, "due_on": None}
    with transaction.atomic():
        move(application, _NEXT[chosen], **fields)
        facts = {"reply": chosen, "words": said}
        note(application, "replied", actor=actor, at=at, facts=facts)
        if chosen != R.AGREED:
            firm = application.enterprise.name
            tell_office(application, application.lead_id, chosen.value, at=at, firm=firm)
    return application
