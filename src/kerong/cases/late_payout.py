"""逾期放款: approved credit that was not paid out in time is told once; nobody is released for it.

The money may be on its way, so the clock does not undo a credit: the firm may withdraw from now
on, the institution may still pay out or leave with a reason, and officers look after it.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.models import TakeUp
from kerong.cases.notes import Word, firm_of, institution_of, note_take_up, say
from kerong.cases.officers import OFFICERS
from kerong.jobs.contention import retried
from kerong.kernel.actor import SYSTEM


def late_payouts(today: date) -> list[str]:
    """Numbers of credited take-ups past their day of which nobody was told yet."""
    late = TakeUp.objects.live().filter(
        stage=TakeUp.Stage.CREDITED, due_on__lt=today, late_told_at=None
    )
    return list(late.order_by("due_on", "id").values_list("no", flat=True))


@retried
def tell_late_payout(no: str, *, at: datetime) -> bool:
    """False when the institution paid out, or another worker told, in the meantime."""
    take_up = TakeUp.objects.select_related("case", "case__enterprise", "institution").get(no=no)
    late = TakeUp.objects.live().filter(
        pk=take_up.pk,
        stage=TakeUp.Stage.CREDITED,
        due_on=take_up.due_on,
        due_on__lt=localdate(at),
        late_told_at=None,
    )
    with transaction.atomic():
        if not late.update(late_told_at=at):
            return False
        due_on = str(take_up.due_on)
        note_take_up(take_up, "payout_late", actor=SYSTEM, at=at, facts={"due_on": due_on})
        for word in _words(take_up, due_on):
            say(word, about=take_up, at=at)
    return True


def _words(take_up: TakeUp, due_on: str) -> list[Word]:
    told = {"institution": take_up.institution.name, "due_on": due_on}
    watched = told | {"firm": take_up.case.enterprise.name}
    return [
        Word(to=institution_of(take_up), kind="take_up.payout_late", facts={"due_on": due_on}),
        Word(to=firm_of(take_up.case), kind="case.payout_late", facts=told),
        Word(to=OFFICERS, kind="case.payout_late_watch", facts=watched),
    ]
