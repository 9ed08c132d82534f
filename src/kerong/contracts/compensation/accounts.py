"""Ledger accounts of compensation: of pools, of what one claim owes, of what was recovered."""

from datetime import datetime

from kerong.contracts.compensation.models import Claim, LossPool
from kerong.kernel.actor import Actor
from kerong.ledger.models import Account
from kerong.ledger.open_account import open_account
from kerong.ledger.values import NewAccount

TREASURY = "fiscal/treasury/compensation"
RECEIPTS = "fiscal/receipts/compensation"
PAID_OUT = "fiscal/paid-out/compensation"


def pool_account_code(pool: LossPool, part: str) -> str:
    """`fiscal/loss-pool/kv/city`; a pool without tiers has no last part."""
    stem = f"fiscal/{'loss-pool' if pool.kind == LossPool.Kind.LOSS_FUND else 'guarantee-pool'}"
    return "/".join(filter(None, (stem, pool.key, part)))


def paid_code(pool: LossPool) -> str:
    return f"fiscal/claim-paid/{pool.key}"


def payable_code(claim: Claim) -> str:
    return f"fiscal/claim-payable/{claim.no.lower()}"


def recoveries_code(claim: Claim) -> str:
    return f"fiscal/recoveries/{claim.no.lower()}"


def stand(
    code: str, kind: str, title: str, *, actor: Actor, at: datetime, owner: str = ""
) -> Account:
    """The account, opened when it is first needed."""
    wanted = NewAccount(code=code, kind=kind, title=title, owner=owner)
    return open_account(account=wanted, actor=actor, at=at)
