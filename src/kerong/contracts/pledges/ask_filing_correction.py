"""要求补正: the window asks once for what is missing; the clock stands meanwhile."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from kerong.contracts.pledges.access import ASK_CORRECTION, filing_for
from kerong.contracts.pledges.errors import CorrectionUsed
from kerong.contracts.pledges.models import Filing
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import bank_of, firm_of, note_pledge, say
from kerong.contracts.pledges.words import checked_words
from kerong.kernel.actor import Actor


def ask_filing_correction(*, actor: Actor, filing_no: str, words: str, at: datetime) -> Filing:
    """Raises CorrectionUsed the second time, FilingMoved, WordsWanted."""
    ASK_CORRECTION.require(actor)
    filing = filing_for(actor, filing_no)
    asked = checked_words(words)
    if filing.correction_at is not None:
        raise CorrectionUsed()
    with transaction.atomic():
        move(
            filing,
            Filing.State.CORRECTING,
            since=(Filing.State.SUBMITTED,),
            where=Q(correction_at=None),
            correction=asked,
            correction_by_id=actor.person_id,
            correction_at=at,
            due_on=None,
            due_provisional=False,
        )
        pledge = filing.pledge
        facts = {"filing": filing.no, "words": asked}
        note_pledge(pledge, "correction_asked", actor=actor, at=at, facts=facts)
        for to in (firm_of(pledge), bank_of(pledge)):
            say(pledge, "pledge.correction", to=to, at=at, filing=filing.no, words=asked)
    return filing
