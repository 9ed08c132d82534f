"""过期: what nobody decided, or was approved and never drawn, is over when its time is."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, Q
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import LAPSE
from kerong.contracts.bridges.accounts import close_escrow
from kerong.contracts.bridges.approve_bridge import hold_of_bridge
from kerong.contracts.bridges.errors import BridgeMoved
from kerong.contracts.bridges.models import Bridge, BridgeReceipt
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import bank_of, firm_of, note_bridge, say
from kerong.contracts.bridges.parameters import desk_rule
from kerong.contracts.loans.models import Loan
from kerong.kernel.actor import SYSTEM
from kerong.ledger.void import void

MOST_AT_ONCE = 500
State = Bridge.State


def lapse_bridges(at: datetime) -> int:
    """How many lapsed. One whose own funds are in stays: an officer calls it off."""
    LAPSE.require(SYSTEM)
    on = localdate(at)
    matured = on - timedelta(days=desk_rule(on).lapse_days)
    undecided = Q(state__in=Bridge.ASKED) & (
        Q(loan__matures_on__lt=matured) | ~Q(loan__state=Loan.State.ACTIVE)
    )
    undrawn = Q(state=State.APPROVED, promised_until__lt=on, receipts=None)
    rows = Bridge.objects.filter(undecided | undrawn).select_related(
        "fund", "loan", "enterprise", "institution"
    )
    return sum(_lapse(bridge, at=at) for bridge in rows.order_by("pk")[:MOST_AT_ONCE])


def _lapse(bridge: Bridge, *, at: datetime) -> bool:
    """False when somebody took the next step in this very moment."""
    was_approved = bridge.state == State.APPROVED
    try:
        with transaction.atomic():
            since = (bridge.state,)
            none = Q(~Exists(BridgeReceipt.objects.filter(bridge=bridge)))
            where = none if was_approved else None
            move(bridge, State.LAPSED, since=since, where=where, ended_at=at)
            if was_approved:
                void(hold=hold_of_bridge(bridge), actor=SYSTEM, at=at)
                close_escrow(bridge, actor=SYSTEM, at=at)
            note_bridge(bridge, "lapsed", actor=SYSTEM, at=at, facts={})
            for to in (firm_of(bridge), bank_of(bridge)):
                say(bridge, "bridge.lapsed", to=to, at=at)
    except BridgeMoved:
        return False
    return True
