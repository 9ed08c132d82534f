"""多付退回到账: what an advance paid too much came back from the lender to the fund."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.compensation.access import RECEIVE_RETURN, return_for
from kerong.contracts.compensation.errors import MovedMeanwhile
from kerong.contracts.compensation.models import ClaimReturn
from kerong.contracts.compensation.notes import note_claim
from kerong.contracts.compensation.returning import Arrival, bring_back
from kerong.kernel.actor import Actor


def receive_return(*, actor: Actor, return_id: int, at: datetime) -> ClaimReturn:
    """An officer saw the money arrive; it stands in the fund again. Raises MovedMeanwhile."""
    RECEIVE_RETURN.require(actor)
    row, on = return_for(actor, return_id), localdate(at)
    with transaction.atomic():
        open_rows = ClaimReturn.objects.filter(pk=row.pk, received_on=None)
        if not open_rows.update(received_on=on, received_by=actor.person_id):
            raise MovedMeanwhile(state=row.claim.get_state_display())
        arrival = Arrival(
            claim=row.claim,
            reference=f"claim-return:{row.pk}",
            arrived_fen=row.amount_fen,
            to={row.account.account.code: row.amount_fen},
        )
        bring_back(arrival, actor=actor, at=at)
        facts = {"account": row.account.account.code, "amount_fen": row.amount_fen}
        note_claim(row.claim, "return_received", actor=actor, at=at, facts=facts)
    row.refresh_from_db()
    return row
