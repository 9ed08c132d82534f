"""放款: own funds are in, so the fund's money goes into the escrow and the old bank is paid."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from kerong.contracts.bridges.access import RELEASE, bridge_for
from kerong.contracts.bridges.accounts import lent_by, memo_of
from kerong.contracts.bridges.approve_bridge import hold_of_bridge
from kerong.contracts.bridges.checks import require_lendable
from kerong.contracts.bridges.errors import OwnFundsAwaited
from kerong.contracts.bridges.models import Bridge
from kerong.contracts.bridges.moves import move
from kerong.contracts.bridges.notes import bank_of, firm_of, note_bridge, say
from kerong.contracts.bridges.paying import pay_old_bank
from kerong.contracts.bridges.programmes import terms_of
from kerong.contracts.loans.one_payer import require_unclaimed
from kerong.finance.bridge_fees import last_day
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.ledger.move import move as move_money
from kerong.ledger.post import Posting, post
from kerong.ledger.values import Movement
from kerong.reference.calendar import held_calendar


def release_bridge(*, actor: Actor, bridge_no: str, at: datetime) -> Bridge:
    """From today the days count. Raises BridgeMoved, OwnFundsAwaited, and what `require_lendable`
    raises: what came up since the approval counts too. LossClaimed where its bank claims it."""
    RELEASE.require(actor)
    bridge, on = bridge_for(actor, bridge_no), localdate(at)
    _require_own_funds_in(bridge)
    require_lendable(bridge, on)
    due = last_day(terms_of(bridge), on, held_calendar())
    with transaction.atomic():
        require_unclaimed(bridge.loan)
        lent: dict[str, Any] = {"lent_on": on, "due_on": due.on, "due_provisional": due.provisional}
        move(bridge, Bridge.State.RELEASED, since=(Bridge.State.APPROVED,), **lent)
        posting = Posting(
            hold=hold_of_bridge(bridge), reference=f"{bridge.reference}:released", effective_on=on
        )
        post(posting=posting, actor=actor, at=at)
        move_money(movement=_memo(bridge), actor=actor, at=at)
        pay_old_bank(bridge, actor=actor, at=at)
        facts = {"lent_on": on, "due_on": due.on, "amount_fen": bridge.amount_fen}
        note_bridge(bridge, "released", actor=actor, at=at, facts=facts)
        for to in (firm_of(bridge), bank_of(bridge)):
            say(bridge, "bridge.released", to=to, at=at, facts={"due_on": due.on})
    return bridge


def own_missing_fen(bridge: Bridge) -> int:
    """What of the firm's own part has not arrived."""
    came = bridge.receipts.aggregate(fen=Sum("amount_fen"))["fen"] or 0
    return max(0, bridge.own_fen - came)


def _require_own_funds_in(bridge: Bridge) -> None:
    missing = own_missing_fen(bridge)
    if missing:
        raise OwnFundsAwaited(missing=Money(missing).yuan_text())


def _memo(bridge: Bridge) -> Movement:
    assert bridge.lent_on is not None
    return Movement(
        debit=lent_by(bridge.fund),
        credit=memo_of(bridge.fund),
        amount_fen=bridge.amount_fen,
        kind="bridge_lent",
        reference=f"{bridge.reference}:lent",
        effective_on=bridge.lent_on,
        subject=bridge.reference,
    )
