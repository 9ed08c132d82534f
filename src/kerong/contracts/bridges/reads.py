"""Questions of screens about bridges and their funds."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from kerong.contracts.bridges.access import (
    READ_BRIDGE,
    WATCH,
    bridge_for,
    bridges_seen_by,
    fund_for,
)
from kerong.contracts.bridges.apply_bridge import require_bridgeable
from kerong.contracts.bridges.errors import LoanNotBridgeable
from kerong.contracts.bridges.escrow import Use, held_in, use_until
from kerong.contracts.bridges.hindrances import Hindrance, hindrances_now
from kerong.contracts.bridges.models import (
    Bridge,
    BridgeBan,
    BridgeFund,
    BridgeReceipt,
    Coordination,
    FundTerms,
)
from kerong.contracts.bridges.programmes import programme_row, terms_of
from kerong.contracts.bridges.release_bridge import own_missing_fen
from kerong.contracts.bridges.set_terms import terms_in_force
from kerong.contracts.bridges.statement import FundFigures, figures_of
from kerong.contracts.loans.models import Loan
from kerong.finance.bridge_fees import BridgeTerms
from kerong.kernel.actor import Actor
from kerong.payments.models import Payment
from kerong.rules.programmes.held import Row

WAY = (
    Bridge.State.SUBMITTED,
    Bridge.State.BACKED,
    Bridge.State.APPROVED,
    Bridge.State.RELEASED,
    Bridge.State.REPAID,
    Bridge.State.CLOSED,
)
_AT = {
    Bridge.State.OPINED: Bridge.State.SUBMITTED,
    Bridge.State.PROPOSED: Bridge.State.BACKED,
    Bridge.State.SETTLING: Bridge.State.REPAID,
}


@dataclass(frozen=True, slots=True)
class BridgePage:
    """One bridge with everything its readers may see.

    `hindrances` as they stand today; `use` until today while the money is out, None before.
    """

    bridge: Bridge
    row: Row[BridgeTerms]
    terms: BridgeTerms
    hindrances: tuple[Hindrance, ...]
    coordinations: list[Coordination]
    receipts: list[BridgeReceipt]
    payments: list[Payment]
    ban: BridgeBan | None
    escrow_fen: int
    own_missing_fen: int
    use: Use | None

    @property
    def verified(self) -> bool:
        return self.row.verified and self.bridge.terms.verified

    @property
    def waiting(self) -> Coordination | None:
        return next((row for row in self.coordinations if row.confirmed_at is None), None)

    @property
    def way(self) -> list[tuple[str, str]]:
        """The steps of the way with "done", "now" or "ahead"; all "ahead" where it ended early."""
        state = _AT.get(Bridge.State(self.bridge.state), self.bridge.state)
        if state not in WAY:
            return []
        at = WAY.index(Bridge.State(state))
        last = state == Bridge.State.CLOSED
        return [
            (str(step), "done" if no < at or last else "now" if no == at else "ahead")
            for no, step in enumerate(WAY)
        ]


def bridge_page(actor: Actor, no: str, *, on: date) -> BridgePage:
    """A dozen queries at most; raises BridgeNotFound for one that is not the actor's to see."""
    bridge = bridge_for(actor, no)
    coordinations = bridge.coordinations.select_related("recorded_by", "confirmed_by")
    payments = Payment.objects.filter(subject=bridge.reference).order_by("pk")
    lent = bridge.lent_on is not None
    return BridgePage(
        bridge=bridge,
        row=programme_row(bridge.fund, bridge.asked_on),
        terms=terms_of(bridge),
        hindrances=hindrances_now(bridge, on) if bridge.state in Bridge.COORDINATED else (),
        coordinations=list(coordinations),
        receipts=list(bridge.receipts.select_related("recorded_by")),
        payments=list(payments),
        ban=BridgeBan.objects.filter(bridge=bridge).first(),
        escrow_fen=held_in(bridge),
        own_missing_fen=own_missing_fen(bridge),
        use=use_until(bridge, bridge.returned_on or on) if lent else None,
    )


def bridges_listed(actor: Actor) -> QuerySet[Bridge]:
    READ_BRIDGE.require(actor)
    rows = bridges_seen_by(actor)
    return rows.select_related("enterprise", "institution", "fund", "loan").order_by("-pk")


def may_bridge(loan: Loan, on: date) -> bool:
    """Whether a bridge of this loan can be asked for today: one that is on its way is enough."""
    if Bridge.objects.filter(loan=loan, state__in=[*Bridge.OPEN, Bridge.State.CLOSED]).exists():
        return False
    try:
        require_bridgeable(loan, on)
    except LoanNotBridgeable:
        return False
    return True


@dataclass(frozen=True, slots=True)
class FundOffered:
    """A fund with what it asks today; shown before anything is sent."""

    fund: BridgeFund
    terms: FundTerms
    row: Row[BridgeTerms]

    @property
    def verified(self) -> bool:
        return self.row.verified and self.terms.verified


def funds_offered(on: date) -> list[FundOffered]:
    """Funds with conditions and a programme in force on the day; two queries a fund, few funds."""
    found = []
    for fund in BridgeFund.objects.filter(terms__since_on__lte=on).distinct().order_by("key"):
        found.append(FundOffered(fund, terms_in_force(fund, on), programme_row(fund, on)))
    return found


@dataclass(frozen=True, slots=True)
class FundPage:
    fund: BridgeFund
    figures: FundFigures
    terms: list[FundTerms]
    row: Row[BridgeTerms]


def fund_page(actor: Actor, key: str, *, on: date) -> FundPage:
    """Seven queries; raises FundNotFound."""
    fund = fund_for(actor, key)
    terms = list(fund.terms.order_by("-since_on"))
    return FundPage(fund, figures_of(fund), terms, programme_row(fund, on))


def funds_seen_by(actor: Actor) -> QuerySet[BridgeFund]:
    WATCH.require(actor)
    return BridgeFund.objects.order_by("key")
