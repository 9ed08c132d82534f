"""重新开放: an officer who has spoken with institutions opens an unmet need for another round."""

from datetime import datetime

from django.db import transaction

from kerong.cases.access import REOPEN_NEED, case_for
from kerong.cases.after_release import open_round
from kerong.cases.models import Case
from kerong.cases.notes import Word, firm_of, note_case, say
from kerong.cases.shapes.open_take_up import require_state
from kerong.cases.stages import move_case
from kerong.cases.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.reference.calendar import held_calendar


@retried
def reopen_need(*, actor: Actor, case_no: str, words: str, at: datetime) -> Case:
    """Start a new round with new clocks, saying why; whom to ask stays as the firm said."""
    REOPEN_NEED.require(actor)
    case = case_for(actor, case_no)
    require_state(case, "reopen_need")
    said = checked_words(words, field="words", least=4, most=500)
    fields = open_round(at=at, calendar=held_calendar())
    with transaction.atomic():
        move_case(case, Case.State.OPEN, **fields)
        note_case(case, "reopened", actor=actor, at=at, facts={"words": said})
        facts = {"take_up_due_on": str(case.take_up_due_on)}
        say(Word(to=firm_of(case), kind="case.reopened", facts=facts), about=case, at=at)
    return case
