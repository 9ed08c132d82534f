"""草稿失效: a draft nobody touched is cleared, a week after the firm was told."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from kerong.cases.applications.access import LAPSE_DRAFTS
from kerong.cases.applications.errors import ApplicationMoved
from kerong.cases.applications.notes import note, tell_firm
from kerong.cases.applications.parameters import days_on
from kerong.cases.applications.standing import move
from kerong.cases.models import Application
from kerong.cases.sweeping import Sweep
from kerong.jobs.contention import retried
from kerong.kernel.actor import SYSTEM

MOST_AT_ONCE = 500
LAPSED = "draft_lapsed"
S = Application.State


def lapse_drafts(at: datetime) -> int:
    """How many were told or cleared; no draft is cleared before its firm had its days of notice."""
    LAPSE_DRAFTS.require(SYSTEM)
    on, sweep = localdate(at), Sweep()
    notice = timedelta(days=days_on(on).draft_told.count)
    drafts = Application.objects.filter(state=S.DRAFT).order_by("due_on", "pk")
    untold = drafts.filter(due_on__lte=on + notice, lapse_told_at=None)
    done = sweep.each(_nos(untold), lambda no: _tell(no, at))
    over = drafts.filter(due_on__lt=on, lapse_told_at__lte=at - notice)
    done += sweep.each(_nos(over), lambda no: _clear(no, at))
    sweep.end()
    return done


def _nos(rows: QuerySet[Application]) -> list[str]:
    return list(rows.values_list("no", flat=True)[:MOST_AT_ONCE])


@retried
def _tell(no: str, at: datetime) -> bool:
    """Once; False when the firm took it up again meanwhile."""
    draft = Application.objects.select_related("enterprise").get(no=no)
    notice = timedelta(days=days_on(localdate(at)).draft_told.count)
    last = max(draft.due_on or localdate(at), localdate(at) + notice)
    with transaction.atomic():
        same = Application.objects.filter(
            pk=draft.pk, state=S.DRAFT, due_on=draft.due_on, lapse_told_at=None
        )
        if not same.update(lapse_told_at=at, due_on=last):
            return False
        tell_firm(draft, "draft_lapses", at=at, due_on=last.isoformat())
    return True


@retried
def _clear(no: str, at: datetime) -> bool:
    """What the firm had typed goes with it: nobody but the firm ever saw it."""
    draft = Application.objects.select_related("enterprise").get(no=no)
    if draft.due_on is None or draft.due_on >= localdate(at):
        return False
    none: dict[str, Any] = {"stated": {}, "words": "", "asked_fen": None, "due_on": None}
    try:
        with transaction.atomic():
            move(draft, S.WITHDRAWN, ended_at=at, end_code=LAPSED, **none)
            note(draft, "draft_lapsed", actor=SYSTEM, at=at)
            tell_firm(draft, "draft_lapsed", at=at)
    except ApplicationMoved:
        return False
    return True
