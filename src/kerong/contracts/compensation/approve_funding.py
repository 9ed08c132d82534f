"""复核拨付: a second officer lets the money move between the treasury and a pool."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from kerong.contracts.compensation.access import APPROVE_FUNDING, funding_for
from kerong.contracts.compensation.accounts import TREASURY, stand
from kerong.contracts.compensation.errors import MovedMeanwhile, SamePerson
from kerong.contracts.compensation.floors import require_floors
from kerong.contracts.compensation.models import PoolFunding
from kerong.contracts.compensation.notes import note_pool
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.move import move
from kerong.ledger.values import Movement

State = PoolFunding.State


def approve_funding(*, actor: Actor, funding_id: int, at: datetime) -> PoolFunding:
    """Raises SamePerson, MovedMeanwhile; Overdrawn or BelowFloor where too much is given back."""
    APPROVE_FUNDING.require(actor)
    funding = funding_for(actor, funding_id)
    if funding.asked_by_id == actor.person_id:
        raise SamePerson()
    with transaction.atomic():
        asked = PoolFunding.objects.filter(pk=funding.pk, state=State.ASKED)
        if not asked.update(state=State.DONE, decided_by=actor.person_id, decided_at=at):
            raise MovedMeanwhile(state=funding.get_state_display())
        stand(TREASURY, "treasury", "风险补偿财政拨入", actor=actor, at=at)
        transfer = move(movement=_movement(funding, at), actor=actor, at=at)
        if funding.kind == PoolFunding.Kind.RETURNED:
            require_floors([funding.account_id])
        facts = {"funding": funding.pk, "transfer": transfer.no}
        note_pool(funding.account.pool, "funded", actor=actor, at=at, facts=facts)
    funding.refresh_from_db()
    return funding


def _movement(funding: PoolFunding, at: datetime) -> Movement:
    code = funding.account.account.code
    comes = funding.kind == PoolFunding.Kind.APPROPRIATED
    return Movement(
        debit=TREASURY if comes else code,
        credit=code if comes else TREASURY,
        amount_fen=funding.amount_fen,
        kind=funding.kind,
        reference=f"pool-funding:{funding.pk}",
        effective_on=localdate(at),
        subject=reference("pool", funding.account.pool.key),
        words=funding.document,
    )
