"""登记时钟: days counted without holidays known are counted again; lateness is told once."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import WATCH_CLOCKS
from kerong.contracts.pledges.clocks import Clock, filing_due
from kerong.contracts.pledges.models import Filing
from kerong.contracts.pledges.notes import WINDOW, bank_of, note_pledge, say
from kerong.contracts.pledges.programmes import window_row
from kerong.kernel.actor import SYSTEM
from kerong.reference.calendar import held_calendar

MOST_AT_ONCE = 500
_NAMED = ("pledge__enterprise", "pledge__institution")


def watch_clocks(at: datetime) -> int:
    """How many late filings were told of; each once."""
    WATCH_CLOCKS.require(SYSTEM)
    _settle_provisional()
    rows = Filing.objects.filter(
        state=Filing.State.SUBMITTED, due_on__lt=localdate(at), late_told_at=None
    )
    late = rows.select_related(*_NAMED).order_by("due_on", "pk")[:MOST_AT_ONCE]
    return sum(_tell(filing, at) for filing in late)


def _settle_provisional() -> None:
    calendar = held_calendar()
    rows = Filing.objects.filter(state=Filing.State.SUBMITTED, due_provisional=True)
    for filing in rows.select_related("pledge").order_by("pk")[:MOST_AT_ONCE]:
        if filing.submitted_at is None or filing.clock_from_on is None:
            continue
        clock = Clock(filing.clock_from_on, filing.rested_days)
        due = filing_due(clock, window_row(filing), calendar)
        rows.filter(pk=filing.pk, due_on=filing.due_on).update(
            due_on=due.on, due_provisional=due.provisional
        )


def _tell(filing: Filing, at: datetime) -> bool:
    with transaction.atomic():
        first = Filing.objects.filter(pk=filing.pk, state=Filing.State.SUBMITTED, late_told_at=None)
        if not first.update(late_told_at=at):
            return False
        pledge = filing.pledge
        facts = {"filing": filing.no, "due_on": filing.due_on}
        note_pledge(pledge, "filing_late", actor=SYSTEM, at=at, facts=facts)
        for to in (WINDOW, bank_of(pledge)):
            say(pledge, "pledge.late", to=to, at=at, filing=filing.no, due_on=filing.due_on)
    return True
