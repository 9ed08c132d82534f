"""Putting a filing before the register's window: the row, its number, its first day."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.clocks import filing_due
from kerong.contracts.pledges.errors import FilingOpen
from kerong.contracts.pledges.models import Filing, Pledge
from kerong.contracts.pledges.notes import WINDOW, note_pledge, say
from kerong.kernel.actor import Actor
from kerong.reference.calendar import held_calendar


def open_filing(
    pledge: Pledge, kind: str, *, state: str, actor: Actor, at: datetime, **fields: Any
) -> Filing:
    """Insert it, with its clock where it is submitted at once; inside the act's transaction.

    Raises FilingOpen while another one of the pledge is under way.
    """
    row = Filing(
        no=f"?{uuid4().hex[:30]}",  # until the row has its key
        pledge=pledge,
        kind=str(kind),
        state=str(state),
        drafted_by_id=actor.person_id,
        drafted_at=at,
        **fields,
    )
    if state == Filing.State.SUBMITTED:
        for name, value in clock_of(at).items():
            setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as fault:
        raise FilingOpen() from fault
    row.no = f"F{localdate(at).year}-{row.pk:06d}"
    Filing.objects.filter(pk=row.pk).update(no=row.no)
    if state == Filing.State.SUBMITTED:
        tell_window(row, actor=actor, at=at)
    return row


def clock_of(at: datetime) -> dict[str, Any]:
    """The columns of a clock that starts now."""
    on = localdate(at)
    due = filing_due(on, 0, on, held_calendar())
    return {
        "submitted_at": at,
        "clock_from_on": on,
        "due_on": due.on,
        "due_provisional": due.provisional,
    }


def tell_window(filing: Filing, *, actor: Actor, at: datetime) -> None:
    """What follows a submission: the trail, and the register's window hears of it."""
    pledge = filing.pledge
    facts = {"filing": filing.no, "kind": filing.kind, "due_on": filing.due_on}
    note_pledge(pledge, "filed", actor=actor, at=at, facts=facts)
    say(pledge, "pledge.filed", to=WINDOW, at=at, filing=filing.no, due_on=filing.due_on)
