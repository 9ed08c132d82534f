"""同意变更: the firm agrees to a change, which goes to the register's window with it."""

from datetime import datetime

from django.db import transaction

from kerong.contracts.pledges.access import AGREE_CHANGE, filing_for
from kerong.contracts.pledges.filing import clock_of, tell_window
from kerong.contracts.pledges.models import Filing
from kerong.contracts.pledges.moves import move
from kerong.kernel.actor import Actor


def agree_change(*, actor: Actor, filing_no: str, at: datetime) -> Filing:
    """The clock starts today. Raises FilingMoved."""
    AGREE_CHANGE.require(actor)
    filing = filing_for(actor, filing_no)
    with transaction.atomic():
        move(
            filing,
            Filing.State.SUBMITTED,
            since=(Filing.State.DRAFTED,),
            agreed_by_id=actor.person_id,
            **clock_of(filing.pledge, at),
        )
        tell_window(filing, actor=actor, at=at)
    return filing
