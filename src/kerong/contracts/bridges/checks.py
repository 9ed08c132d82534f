"""What must hold when a bridge is proposed, approved and released: asked anew each time."""

from datetime import date

from kerong.contracts.bridges.errors import FirmBanned, LoanNotBridgeable, PromiseOver
from kerong.contracts.bridges.hindrances import hindrances_now
from kerong.contracts.bridges.models import Bridge, BridgeBan
from kerong.contracts.bridges.programmes import require_amount, require_own_funds, terms_of
from kerong.contracts.bridges.refusals import require_lifted
from kerong.contracts.loans.models import Loan


def require_lendable(bridge: Bridge, on: date) -> None:
    """The promise holds and carries the amount, the loan still owes it, nothing stands in the way.

    Raises FirmBanned, PromiseOver, AboveUseCap, OwnFundsShort, LoanNotBridgeable, HindranceStands,
    HindranceBars.
    """
    require_not_banned(bridge.enterprise_id)
    require_promise(bridge, on)
    require_amount(terms_of(bridge), bridge.user_kind, bridge.amount_fen, bridge.promised_fen)
    require_own_funds(bridge.terms, bridge.repay_fen, bridge.amount_fen)
    require_owed(bridge)
    require_lifted(hindrances_now(bridge, on))


def require_not_banned(enterprise_id: int) -> None:
    """No bridge of the firm, of whichever fund, was left unreturned. Raises FirmBanned."""
    bans = BridgeBan.objects.filter(enterprise=enterprise_id, lifted_at=None)
    ban = bans.select_related("bridge").first()
    if ban is not None:
        raise FirmBanned(no=ban.bridge.no, since=ban.since_on)


def require_promise(bridge: Bridge, on: date) -> None:
    if bridge.promised_until is None or bridge.promised_until < on:
        raise PromiseOver(until=bridge.promised_until or "—")


def require_owed(bridge: Bridge) -> None:
    """The old loan runs and owes no less than is lent, no more than is to be repaid."""
    loan = bridge.loan
    if loan.state != Loan.State.ACTIVE:
        raise LoanNotBridgeable(reason="it no longer runs", reason_zh="已不在存续")
    if not bridge.amount_fen <= loan.outstanding_fen <= bridge.repay_fen:
        raise LoanNotBridgeable(
            reason="its balance is no longer what was asked for", reason_zh="余额与申请时不符"
        )
