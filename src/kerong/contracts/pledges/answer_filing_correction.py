"""补正: firm or bank puts right what the window asked for; the clock goes on as the table says."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.pledges.access import REPLY, filing_for
from kerong.contracts.pledges.clocks import after_reply, filing_due
from kerong.contracts.pledges.models import Filing
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import WINDOW, note_pledge, say
from kerong.contracts.pledges.programmes import window_row
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor
from kerong.reference.calendar import held_calendar


def answer_filing_correction(*, actor: Actor, filing_no: str, words: str, at: datetime) -> Filing:
    """Raises FilingMoved when nothing was asked, WordsWanted."""
    REPLY.require(actor)
    filing = filing_for(actor, filing_no)
    said, on, calendar = checked_words(words), localdate(at), held_calendar()
    submitted_on = localdate(filing.submitted_at or at)
    clock = after_reply(
        filing,
        submitted_on=submitted_on,
        asked_on=localdate(filing.correction_at or at),
        replied_on=on,
        calendar=calendar,
    )
    due = filing_due(clock, window_row(filing), calendar)
    with transaction.atomic():
        move(
            filing,
            Filing.State.SUBMITTED,
            since=(Filing.State.CORRECTING,),
            reply=said,
            replied_by_id=actor.person_id,
            replied_at=at,
            clock_from_on=clock.from_on,
            rested_days=clock.rested_days,
            due_on=due.on,
            due_provisional=due.provisional,
        )
        pledge = filing.pledge
        facts = {"filing": filing.no, "words": said, "due_on": due.on}
        note_pledge(pledge, "corrected", actor=actor, at=at, facts=facts)
        say(pledge, "pledge.corrected", to=WINDOW, at=at, filing=filing.no, due_on=due.on)
    return filing
