"""联系: the institution has reached the firm and says how; the contact clock stops."""

from datetime import datetime

from django.db import transaction

from kerong.cases.access import RECORD_CONTACT, take_up_for
from kerong.cases.models import TakeUp
from kerong.cases.notes import Word, firm_of, note_take_up, say
from kerong.cases.shapes.open_take_up import require_stage
from kerong.cases.stages import move
from kerong.cases.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor


@retried
def record_contact(*, actor: Actor, take_up_no: str, words: str, at: datetime) -> TakeUp:
    """Note the visit or call in at least four characters; the decision clock is next."""
    RECORD_CONTACT.require(actor)
    take_up = take_up_for(actor, take_up_no)
    require_stage(take_up, "record_contact")
    said = checked_words(words, field="words", least=4, most=500)
    with transaction.atomic():
        move(
            take_up,
            TakeUp.Stage.CONTACTED,
            contacted_at=at,
            contact_words=said,
            due_on=take_up.decision_due_on,
        )
        note_take_up(take_up, "contacted", actor=actor, at=at, facts={"words": said})
        say(_word(take_up), about=take_up, at=at)
    return take_up


def _word(take_up: TakeUp) -> Word:
    facts = {
        "institution": take_up.institution.name,
        "decision_due_on": take_up.decision_due_on.isoformat(),
    }
    return Word(to=firm_of(take_up.case), kind="take_up.contacted", facts=facts)
