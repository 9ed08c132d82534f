"""撤回: before it accepts a quote the firm takes its need back; all institutions are released."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.access import WITHDRAW_NEED, case_for
from kerong.cases.after_release import end_acceptance
from kerong.cases.models import Case, TakeUp
from kerong.cases.notes import Word, institution_of, note_case, say
from kerong.cases.release import Leaving, close_with_case
from kerong.cases.shapes.open_take_up import CHOSEN, require_state
from kerong.cases.stages import move_case
from kerong.cases.standing_errors import InstitutionInTime
from kerong.cases.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor


@retried
def withdraw_need(*, actor: Actor, case_no: str, words: str, at: datetime) -> Case:
    """Withdraw with a reason of at least four characters; consents end with the take-ups.

    After acceptance only while the chosen institution is overdue. Raises InstitutionInTime.
    """
    WITHDRAW_NEED.require(actor)
    case = case_for(actor, case_no)
    require_state(case, "withdraw_need")
    said = checked_words(words, field="words", least=4, most=500)
    with transaction.atomic():
        chosen = case.state in CHOSEN
        fields = {"taken": 0, "due_provisional": False, "ended_at": at, "end_words": said}
        move_case(case, Case.State.WITHDRAWN, **fields)
        held = _held(case)
        if chosen:
            _require_overdue(held, localdate(at))
            end_acceptance(case, actor=actor, at=at)
        note_case(case, "withdrawn", actor=actor, at=at, facts={"words": said})
        _release(held, actor=actor, at=at)
    return case


def _held(case: Case) -> list[TakeUp]:
    """Read once the need's row is ours: nobody comes or leaves any more."""
    rows = TakeUp.objects.live().filter(case=case).select_related("institution")
    held = list(rows.order_by("institution_id"))
    for take_up in held:
        take_up.case = case
    return held


def _require_overdue(held: list[TakeUp], today: date) -> None:
    for take_up in held:
        if take_up.due_on is not None and take_up.due_on >= today:
            raise InstitutionInTime(due_on=take_up.due_on)


def _release(held: list[TakeUp], *, actor: Actor, at: datetime) -> None:
    for take_up in held:
        close_with_case(take_up, Leaving(TakeUp.Release.WITHDRAWN), actor=actor, at=at)
        word = Word(to=institution_of(take_up), kind="take_up.withdrawn")
        say(word, about=take_up, at=at)
