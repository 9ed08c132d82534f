"""Accounts of a fund and of one bridge in the ledger."""

from collections.abc import Iterator
from datetime import datetime

from kerong.contracts.bridges.models import Bridge, BridgeFund
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.close_account import close_account
from kerong.ledger.open_account import open_account
from kerong.ledger.values import NewAccount

TREASURY = "fiscal/treasury/city"


def receipts_of(fund: BridgeFund) -> str:
    return f"fiscal/receipts/bridges/{fund.key}"


def fees_of(fund: BridgeFund) -> str:
    return f"fiscal/fee-income/bridges/{fund.key}"


def paid_by(fund: BridgeFund) -> str:
    """What escrows paid to the banks of old loans."""
    return f"fiscal/bridge-paid/{fund.key}"


def given_back_by(fund: BridgeFund) -> str:
    """What firms got back from escrows."""
    return f"fiscal/paid-out/bridges/{fund.key}"


def lent_by(fund: BridgeFund) -> str:
    """What is lent and not returned (memo)."""
    return f"exposure/bridge-outstanding/{fund.key}"


def memo_of(fund: BridgeFund) -> str:
    return f"exposure/bridge-memo/{fund.key}"


def open_fund_accounts(fund: BridgeFund, *, actor: Actor, at: datetime) -> None:
    """Every account of a fund, opened unless it is; in the caller's transaction."""
    for account in _accounts(fund):
        open_account(account=account, actor=actor, at=at)


def _accounts(fund: BridgeFund) -> Iterator[NewAccount]:
    owner = reference("bridge_fund", fund.key)
    for code, kind, title, owned in (
        (TREASURY, "treasury", "市级财政", ""),
        (fund.account, "bridge_fund", fund.title, owner),
        (receipts_of(fund), "receipts", f"{fund.title}收款", owner),
        (fees_of(fund), "fee_income", f"{fund.title}使用费", owner),
        (paid_by(fund), "bridge_paid", f"{fund.title}还款支出", owner),
        (given_back_by(fund), "paid_out", f"{fund.title}退回企业", owner),
        (lent_by(fund), "bridge_outstanding", f"{fund.title}在途", owner),
        (memo_of(fund), "bridge_memo", f"{fund.title}在途对应", owner),
    ):
        yield NewAccount(code=code, kind=kind, title=title, owner=owned)


def open_escrow(bridge: Bridge, *, actor: Actor, at: datetime) -> None:
    account = NewAccount(
        code=bridge.escrow,
        kind="bridge_escrow",
        title=f"转贷监管户 {bridge.no}",
        owner=bridge.reference,
    )
    open_account(account=account, actor=actor, at=at)


def close_escrow(bridge: Bridge, *, actor: Actor, at: datetime) -> None:
    """Raises AccountNotEmpty while a fen is left."""
    close_account(code=bridge.escrow, actor=actor, at=at)
