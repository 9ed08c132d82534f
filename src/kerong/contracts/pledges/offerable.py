"""What a firm can offer today: loans that can be secured, and valuations it may stand on."""

from dataclasses import dataclass
from datetime import date

from kerong.contracts.loans.models import Loan
from kerong.contracts.pledges.access import valuations_seen_by
from kerong.contracts.pledges.errors import LoanNotPledgeable
from kerong.contracts.pledges.models import Valuation
from kerong.contracts.pledges.offer_pledge import require_pledgeable, usable
from kerong.contracts.pledges.programmes import rates_on
from kerong.finance.pledging import Valued, cover_fen
from kerong.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class Offered:
    """A valuation that may stand in an offer today, with what may be secured on it."""

    valuation: Valuation
    cover_fen: int


def offerable(actor: Actor, *, on: date) -> list[Offered]:
    """The newest usable valuation of each right of a kind that is taken; two queries."""
    terms, newest = rates_on(on).terms, {}
    given = valuations_seen_by(actor).filter(state__in=Valuation.GIVEN)
    for row in given.order_by("pk"):
        if usable(row, on):
            newest[row.asset_id] = row
    found = []
    for row in newest.values():
        rate = terms.rate_of(row.asset.kind)
        if rate is not None and row.value_fen is not None:
            found.append(Offered(row, cover_fen(Valued(row.value_fen, rate))))
    return found


def may_pledge(loan: Loan, on: date) -> bool:
    """Whether rights can be offered on this loan today."""
    try:
        require_pledgeable(loan, on)
    except LoanNotPledgeable:
        return False
    return True
