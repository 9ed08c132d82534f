"""撤销预留: what was set aside is free again."""

from datetime import datetime

from kerong.kernel.actor import Actor
from kerong.ledger.errors import HoldEnded
from kerong.ledger.models import Hold
from kerong.ledger.reserve import hold_of
from kerong.ledger.standing import Changes, refuse, require_transaction, standing_of
from kerong.ledger.telling import tell_hold


def void(*, hold: str, actor: Actor, at: datetime) -> Hold:
    """Free what the hold of that reference set aside; voiding twice is voiding once.

    Raises HoldEnded when it was posted, UnknownHold.
    """
    require_transaction()
    found = hold_of(hold)
    is_now = Hold.objects.filter(pk=found.pk, state=Hold.State.RESERVED).update(
        state=Hold.State.VOIDED, ended_at=at
    )
    if not is_now:
        return _voided_before(found)
    found.state, found.ended_at = Hold.State.VOIDED, at
    accounts = standing_of((found.debit.code, found.credit.code))
    debit, credit = accounts[found.debit.code], accounts[found.credit.code]
    changes = Changes()
    changes.hold(debit, credit, -found.amount_fen)
    changes.apply({account.pk: account.code for account in (debit, credit)})
    tell_hold(found, "voided", (debit.code, credit.code), actor=actor, at=at)
    return found


def _voided_before(found: Hold) -> Hold:
    found.refresh_from_db()
    if found.state != Hold.State.VOIDED:
        raise refuse(HoldEnded(reference=found.reference, state=found.state))
    return found
