"""期限重算: days set before a year's holidays were announced are computed anew, once they are."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kerong.cases.applications.access import RECOMPUTE
from kerong.cases.applications.arrange import desk_of
from kerong.cases.applications.clocks import (
    acceptance_due,
    correction_due,
    decision_due,
    publicity_end,
    review_due,
)
from kerong.cases.applications.notes import note, tell_firm
from kerong.cases.models import Application, Correction, Review
from kerong.cases.sweeping import Sweep
from kerong.jobs.contention import retried
from kerong.kernel.actor import SYSTEM
from kerong.kernel.workdays import Calendar, Due
from kerong.reference.calendar import held_calendar

MOST_AT_ONCE = 500
S = Application.State


def recompute_applications(at: datetime) -> int:
    """How many applications' days were settled or moved; running it again changes nothing."""
    RECOMPUTE.require(SYSTEM)
    calendar, sweep = held_calendar(), Sweep()
    rows = Application.objects.filter(due_provisional=True).order_by("pk")
    nos = list(rows.values_list("no", flat=True)[:MOST_AT_ONCE])
    changed = sweep.each(nos, lambda no: _one(no, calendar, at))
    sweep.end()
    return changed


@retried
def _one(no: str, calendar: Calendar, at: datetime) -> bool:
    application = Application.objects.select_related("enterprise").get(no=no)
    new = _days(application, calendar)
    if all(getattr(application, name) == value for name, value in new.items()):
        return False
    old_on = application.due_on
    with transaction.atomic():
        same = Application.objects.filter(
            pk=application.pk, state=application.state, due_on=old_on, due_provisional=True
        )
        if not same.update(**new):
            return False
        if application.state == S.CORRECTION:
            Correction.objects.filter(application=application).update(due_on=new["due_on"])
        _move_reviews(application, calendar)
        facts = {"old": old_on, "new": new.get("due_on", old_on)}
        note(application, "clock_moved", actor=SYSTEM, at=at, facts=facts)
        due_on = new.get("due_on")
        if due_on is not None and due_on != old_on:
            tell_firm(application, "clock_moved", at=at, due_on=due_on.isoformat())
    return True


def _days(application: Application, calendar: Calendar) -> dict[str, Any]:
    """The days that run in the present state, and whether any of them is still provisional."""
    if application.submitted_at is None:
        return {"due_provisional": False}
    sent = localdate(application.submitted_at)
    found: dict[str, Due] = {}
    if application.state == S.SUBMITTED:
        found["due_on"] = acceptance_due(sent, application.paused_days, calendar)
    if application.state == S.CORRECTION:
        correction = Correction.objects.get(application=application)
        found["due_on"] = correction_due(sent, localdate(correction.asked_at), calendar)
    if application.accepted_at is not None and application.ended_at is None:
        due = decision_due(sent, localdate(application.accepted_at), calendar)
        found["due_on"] = found["decision_due_on"] = due
    if application.publicity_from_on is not None and application.ended_at is None:
        days = desk_of(application.clause).publicity_days
        found["publicity_to_on"] = publicity_end(application.publicity_from_on, days, calendar)
    new: dict[str, Any] = {name: due.on for name, due in found.items()}
    new["due_provisional"] = any(due.provisional for due in found.values())
    return new


def _move_reviews(application: Application, calendar: Calendar) -> None:
    """Rounds open on a day the trail knows; the first began with the acceptance."""
    if application.submitted_at is None or application.accepted_at is None:
        return
    due = review_due(
        localdate(application.submitted_at), localdate(application.accepted_at), calendar
    )
    open_rows = Review.objects.filter(application=application, round=1, due_provisional=True)
    open_rows.update(due_on=due.on, due_provisional=due.provisional)
