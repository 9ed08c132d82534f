"""逾期未评: a need the firm did not rate in time is closed by the worker; then nobody rates it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.access import CLOSE_UNRATED
from kerong.cases.models import Case, TakeUp
from kerong.cases.notes import Word, firm_of, institution_of, note_case, say
from kerong.cases.sweeping import Sweep
from kerong.jobs.contention import retried
from kerong.kernel.actor import SYSTEM

MOST_AT_ONCE = 500


def close_unrated(at: datetime) -> int:
    """How many needs were closed; the last day itself still counts for the firm."""
    CLOSE_UNRATED.require(SYSTEM)
    sweep = Sweep()
    closed = sweep.each(_unrated(localdate(at)), lambda no: close_one(no, at=at))
    sweep.end()
    return closed


def _unrated(today: date) -> list[str]:
    late = Case.objects.filter(state=Case.State.DISBURSED, rate_due_on__lt=today, closed_at=None)
    return list(late.order_by("rate_due_on", "id").values_list("no", flat=True)[:MOST_AT_ONCE])


@retried
def close_one(no: str, *, at: datetime) -> bool:
    """False when the firm rated, its day moved, or another worker closed in the meantime."""
    served = TakeUp.objects.select_related("case", "case__enterprise")
    take_up = served.get(case__no=no, stage=TakeUp.Stage.DISBURSED)
    case = take_up.case
    unrated = Case.objects.filter(
        pk=case.pk, state=Case.State.DISBURSED, rate_due_on__lt=localdate(at)
    )
    facts = {"rate_due_on": str(case.rate_due_on)}
    with transaction.atomic():
        if not unrated.update(state=Case.State.CLOSED, closed_at=at, due_provisional=False):
            return False
        note_case(case, "closed_unrated", actor=SYSTEM, at=at, facts=facts)
        word = Word(to=firm_of(case), kind="case.closed_unrated", facts=facts)
        say(word, about=case, at=at)
        word = Word(to=institution_of(take_up), kind="take_up.closed_unrated", facts=facts)
        say(word, about=take_up, at=at)
    return True
