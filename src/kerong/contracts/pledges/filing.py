"""Putting a filing before the register's window: the row, its number, its first day."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.clocks import Clock, filing_due
from kerong.contracts.pledges.errors import FilingOpen
from kerong.contracts.pledges.models import Filing, Pledge
from kerong.contracts.pledges.needed_papers import (
    english_names_of,
    lacking_of,
    names_of,
    needed_papers,
)
from kerong.contracts.pledges.notes import WINDOW, bank_of, firm_of, note_pledge, say
from kerong.contracts.pledges.programmes import registration_on, window_row
from kerong.kernel.actor import Actor
from kerong.kernel.references import number_to_come
from kerong.reference.calendar import held_calendar


def open_filing(
    pledge: Pledge, kind: str, *, state: str, actor: Actor, at: datetime, **fields: Any
) -> Filing:
    """Insert it, with its clock where it is submitted at once; inside the act's transaction.

    Raises FilingOpen while another one of the pledge is under way.
    """
    row = Filing(
        no=number_to_come(),
        pledge=pledge,
        kind=str(kind),
        state=str(state),
        drafted_by_id=actor.person_id,
        drafted_at=at,
        **fields,
    )
    if state == Filing.State.SUBMITTED:
        for name, value in clock_of(pledge, at).items():
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


def clock_of(pledge: Pledge, at: datetime) -> dict[str, Any]:
    """The columns of a clock that starts now, by the pledge's register."""
    on = localdate(at)
    due = filing_due(Clock(on), registration_on(on, pledge.register), held_calendar())
    return {
        "submitted_at": at,
        "clock_from_on": on,
        "due_on": due.on,
        "due_provisional": due.provisional,
    }


def tell_window(filing: Filing, *, actor: Actor, at: datetime) -> None:
    """What follows a submission: the trail; the window hears of it, firm and bank what it needs."""
    pledge, needed = filing.pledge, needed_papers(filing)
    lacking = lacking_of(needed)
    facts: dict[str, Any] = {"filing": filing.no, "kind": filing.kind, "due_on": filing.due_on}
    facts |= {"papers": [paper.kind for paper in needed]}
    facts |= {"lacking": [paper.kind for paper in lacking]}
    note_pledge(pledge, "filed", actor=actor, at=at, facts=facts)
    told = {"filing": filing.no, "due_on": filing.due_on}
    say(pledge, "pledge.filed", to=WINDOW, at=at, **told)
    told |= {"office": window_row(filing).terms.office.zh}
    told |= {"papers": names_of(needed), "papers_en": english_names_of(needed)}
    told |= {"lacking": names_of(lacking) or "—", "lacking_en": english_names_of(lacking) or "—"}
    for to in (firm_of(pledge), bank_of(pledge)):
        say(pledge, "pledge.accepted", to=to, at=at, **told)
