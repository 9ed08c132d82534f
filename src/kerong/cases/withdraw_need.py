"""撤回: before it accepts a quote the firm takes its need back; all institutions are released."""

from datetime import datetime

from django.db import transaction

from kerong.cases.access import WITHDRAW_NEED, case_for
from kerong.cases.contention import retried
from kerong.cases.models import Case, TakeUp
from kerong.cases.notes import Word, institution_of, note_case, say
from kerong.cases.release import Leaving, close_take_up
from kerong.cases.shapes.open_take_up import require_state
from kerong.cases.stages import move_case
from kerong.cases.words import checked_words
from kerong.kernel.actor import Actor


@retried
def withdraw_need(*, actor: Actor, case_no: str, words: str, at: datetime) -> Case:
    """Withdraw with a reason of at least four characters; consents end with the take-ups."""
    WITHDRAW_NEED.require(actor)
    case = case_for(actor, case_no)
    require_state(case, "withdraw_need")
    said = checked_words(words, field="words", least=4, most=500)
    with transaction.atomic():
        move_case(case, Case.State.WITHDRAWN, taken=0, ended_at=at, end_words=said)
        note_case(case, "withdrawn", actor=actor, at=at, facts={"words": said})
        _release_all(case, actor=actor, at=at)
    return case


def _release_all(case: Case, *, actor: Actor, at: datetime) -> None:
    held = (
        TakeUp.objects.live()
        .filter(case=case)
        .select_related("institution")
        .order_by("institution_id")
    )
    for take_up in held:
        take_up.case = case
        close_take_up(take_up, Leaving(TakeUp.Release.WITHDRAWN), actor=actor, at=at)
        word = Word(to=institution_of(take_up), kind="take_up.withdrawn")
        say(word, about=take_up, at=at)
