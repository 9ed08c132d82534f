"""婉拒: the institution leaves the need with a reason code and words the firm can read."""

from datetime import datetime

from django.db import transaction

from kerong.cases.access import REFUSE, take_up_for
from kerong.cases.after_release import reopen_after_acceptance, settle_after_release
from kerong.cases.errors import RefusalCodeUnknown
from kerong.cases.models import Case, TakeUp
from kerong.cases.notes import Word, firm_of, say
from kerong.cases.refusals import REFUSAL_CODES
from kerong.cases.release import Leaving, close_take_up, free_place
from kerong.cases.shapes.open_take_up import CHOSEN, require_stage
from kerong.cases.words import checked_words
from kerong.jobs.contention import retried
from kerong.kernel.actor import Actor
from kerong.reference.calendar import held_calendar


@retried
def refuse(*, actor: Actor, take_up_no: str, code: str, words: str, at: datetime) -> TakeUp:
    """Leave with R01 … R99 and at least ten characters (twenty for R99).

    An institution that backs out after acceptance, or instead of paying out, opens a new
    round for the firm. Raises RefusalCodeUnknown, WordsTooShort.
    """
    REFUSE.require(actor)
    take_up = take_up_for(actor, take_up_no)
    require_stage(take_up, "refuse")
    leaving = _leaving(code, words)
    calendar = held_calendar()
    case = take_up.case
    with transaction.atomic():
        if case.state in CHOSEN:
            reopen_after_acceptance(case, actor=actor, at=at, calendar=calendar)
            close_take_up(take_up, leaving, actor=actor, at=at)
        else:
            free_place(case, from_states=frozenset({Case.State.OPEN}))
            settle_after_release(case, actor=actor, at=at, calendar=calendar)
            close_take_up(take_up, leaving, actor=actor, at=at)
        say(_word(take_up, leaving), about=take_up, at=at)
    take_up.refresh_from_db()
    return take_up


def _leaving(code: str, words: str) -> Leaving:
    entry = REFUSAL_CODES.get(code)
    if entry is None:
        raise RefusalCodeUnknown(value=code[:20])
    said = checked_words(words, field="words", least=entry.least_words, most=500)
    return Leaving(TakeUp.Release.REFUSED, code=code, words=said)


def _word(take_up: TakeUp, leaving: Leaving) -> Word:
    reason = REFUSAL_CODES[leaving.code]
    facts = {
        "institution": take_up.institution.name,
        "reason_zh": reason.zh,
        "reason_en": reason.en,
        "words": leaving.words,
    }
    return Word(to=firm_of(take_up.case), kind="take_up.refused", facts=facts)
