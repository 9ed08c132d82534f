"""资金对账: what a fund got, lent and got back, and whether ledger and bridges agree."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Sum

from kerong.contracts.bridges.accounts import fees_of, lent_by
from kerong.contracts.bridges.models import Bridge, BridgeFund
from kerong.ledger.models import Account, Transfer

_COMES = ("appropriated", "fund_topped_up", "fee_to_fund")
_GOES = "returned_to_treasury"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundFigures:
    """All in fen. `lent_out_fen` is what the ledger's memo says is out, `open_fen` what the
    bridges say; `escrow_fen` stands on escrows."""

    came_fen: int
    went_fen: int
    lent_fen: int
    returned_fen: int
    balance_fen: int
    held_fen: int
    fees_fen: int
    lent_out_fen: int
    open_fen: int
    escrow_fen: int

    @property
    def agrees(self) -> bool:
        """Every fen of the fund is on its account or with a bridge, by three ways of counting."""
        placed = self.came_fen - self.went_fen
        out = self.lent_fen - self.returned_fen
        return placed == self.balance_fen + out and out == self.lent_out_fen == self.open_fen


def figures_of(fund: BridgeFund) -> FundFigures:
    """Four queries, however many bridges."""
    codes = (fund.account, fees_of(fund), lent_by(fund))
    accounts = {row.code: row for row in Account.objects.filter(code__in=codes)}
    own = accounts[fund.account]
    arrived = _by_kind(Transfer.objects.filter(credit=own))
    left = _by_kind(Transfer.objects.filter(debit=own))
    bridges = Bridge.objects.filter(fund=fund)
    lent = bridges.filter(state__in=Bridge.LENT).aggregate(fen=Sum("amount_fen"))
    escrows = Account.objects.filter(
        kind="bridge_escrow", owner__in=_owners(fund), closed_at=None
    ).aggregate(fen=Sum("balance_fen"))
    return FundFigures(
        came_fen=sum(arrived[kind] - left[kind] for kind in _COMES),
        went_fen=left[_GOES] - arrived[_GOES],
        lent_fen=left["bridge_released"] - arrived["bridge_released"],
        returned_fen=arrived["bridge_returned"] - left["bridge_returned"],
        balance_fen=own.balance_fen,
        held_fen=own.held_out_fen,
        fees_fen=accounts[fees_of(fund)].balance_fen,
        lent_out_fen=accounts[lent_by(fund)].balance_fen,
        open_fen=lent["fen"] or 0,
        escrow_fen=escrows["fen"] or 0,
    )


def _owners(fund: BridgeFund) -> list[str]:
    live = Bridge.objects.filter(fund=fund, state__in=Bridge.OPEN).exclude(approved_at=None)
    return [f"bridge:{no}" for no in live.values_list("no", flat=True)]


def _by_kind(rows: Any) -> "Counter[str]":
    """Sums by kind of one side; a reversal stands on the other side under the same kind."""
    summed = rows.order_by().values_list("kind").annotate(fen=Sum("amount_fen"))
    return Counter({kind: int(fen) for kind, fen in summed})
