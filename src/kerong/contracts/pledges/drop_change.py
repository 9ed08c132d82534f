"""撤下变更: firm or bank takes a change back before it was submitted."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.pledges.access import DROP_CHANGE, filing_for
from kerong.contracts.pledges.models import Filing
from kerong.contracts.pledges.moves import move
from kerong.contracts.pledges.notes import note_pledge
from kerong.kernel.actor import Actor


def drop_change(*, actor: Actor, filing_no: str, at: datetime) -> Filing:
    """Raises FilingMoved once it was submitted."""
    DROP_CHANGE.require(actor)
    filing = filing_for(actor, filing_no)
    with transaction.atomic():
        move(filing, Filing.State.WITHDRAWN, since=(Filing.State.DRAFTED,))
        facts = {"filing": filing.no}
        note_pledge(filing.pledge, "change_dropped", actor=actor, at=at, facts=facts)
    return filing
