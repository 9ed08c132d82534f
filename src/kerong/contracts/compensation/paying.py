"""Money of a decided claim: shares as rows, funds debited, payments to the lender ordered."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.timezone import localdate

from kerong.contracts.compensation.accounts import paid_code, payable_code, stand
from kerong.contracts.compensation.floors import require_floors
from kerong.contracts.compensation.models import (
    Claim,
    ClaimPart,
    ClaimReturn,
    ClaimShare,
    LossPool,
    LossPoolAccount,
)
from kerong.contracts.compensation.notes import lender_of, stream_of
from kerong.contracts.compensation.sharing import split_of
from kerong.finance.loss_sharing import INSURER, Share, Sharing
from kerong.kernel.actor import Actor
from kerong.ledger.move import move_all
from kerong.ledger.values import Movement
from kerong.payments.order import order_payments
from kerong.payments.values import CLAIM, PaymentOrder

Stage = ClaimShare.Stage


def pay_shares(claim: Claim, stage: str, sharing: Sharing, *, actor: Actor, at: datetime) -> int:
    """Write the shares and let the funds owe what they have not paid at the advance.

    What others bear in all; where the advance was more, the lender has it to return. Raises
    Overdrawn: a fund that cannot pay undoes the decision.
    """
    before = _parts_before(claim)
    due = _write(claim, stage, sharing)
    owed = {pk: fen - before.get(pk, 0) for pk, fen in due.items()}
    _order(claim, stage, owed, actor=actor, at=at)
    ClaimReturn.objects.bulk_create(
        ClaimReturn(claim=claim, account_id=pk, amount_fen=-fen)
        for pk, fen in sorted(owed.items())
        if fen < 0
    )
    return sum(due.values())


def _parts_before(claim: Claim) -> dict[int, int]:
    """What each account paid at the advance."""
    rows = ClaimPart.objects.filter(share__claim=claim, share__stage=Stage.ADVANCE)
    return dict(rows.values_list("account_id", "amount_fen"))


def _write(claim: Claim, stage: str, sharing: Sharing) -> dict[int, int]:
    """Account → fen, of every payer but the lender and an insurer, who pays by itself."""
    split, due = split_of(claim), {}
    accounts = pool_accounts(claim)
    for share in sharing.shares:
        row = ClaimShare.objects.create(
            claim=claim,
            stage=stage,
            payer=share.payer,
            principal_fen=share.principal_fen,
            interest_fen=share.interest_fen,
            capped_by=" ".join(share.capped_by),
        )
        if share.payer in (split.lender, INSURER):
            continue
        for part, fen in _tiers(share).items():
            account = accounts[share.payer, part]
            ClaimPart.objects.create(share=row, account=account, amount_fen=fen)
            due[account.pk] = fen
    return due


def pool_accounts(claim: Claim) -> dict[tuple[str, str], LossPoolAccount]:
    """(payer, tier) → account, by the claim's agreement."""
    payers = claim.agreement.payers.select_related("pool")
    pools: dict[int, list[str]] = {}
    for each in payers:
        pools.setdefault(each.pool_id, []).append(each.payer)
    rows = LossPoolAccount.objects.filter(pool__in=list(pools)).select_related("account", "pool")
    return {(payer, row.part): row for row in rows for payer in pools[row.pool_id]}


def _tiers(share: Share) -> dict[str, int]:
    return dict(share.parts) or {"": share.total_fen}


def _order(
    claim: Claim, stage: str, owed: Mapping[int, int], *, actor: Actor, at: datetime
) -> None:
    wanted = {pk: fen for pk, fen in owed.items() if fen > 0}
    if not wanted:
        return
    accounts = LossPoolAccount.objects.select_related("account", "pool").in_bulk(list(wanted))
    title = f"应付代偿 {claim.no}"
    payable = payable_code(claim)
    stand(payable, "claim_payable", title, actor=actor, at=at, owner=lender_of(claim))
    for pool in {row.pool_id: row.pool for row in accounts.values()}.values():
        stand(paid_code(pool), "claim_paid", f"已付代偿 {pool.title}"[:120], actor=actor, at=at)
    movements, orders = [], []
    for pk in sorted(wanted):
        reference = f"{stream_of(claim)}/{stage}/{pk}"
        account = accounts[pk]
        movements.append(_agreed(claim, reference, account, wanted[pk], at))
        orders.append(_payment(claim, reference, account.pool, wanted[pk]))
    move_all(movements=movements, actor=actor, at=at)
    require_floors(wanted)
    order_payments(orders=orders, actor=actor, at=at)


def _agreed(
    claim: Claim, reference: str, account: LossPoolAccount, fen: int, at: datetime
) -> Movement:
    return Movement(
        debit=account.account.code,
        credit=payable_code(claim),
        amount_fen=fen,
        kind="compensation_agreed",
        reference=reference,
        effective_on=localdate(at),
        subject=stream_of(claim),
        words=f"{claim.loan.no} {claim.get_kind_display()}",
    )


def _payment(claim: Claim, reference: str, pool: LossPool, fen: int) -> PaymentOrder:
    return PaymentOrder(
        reference=reference,
        kind=CLAIM,
        payable=payable_code(claim),
        paid=paid_code(pool),
        payee=lender_of(claim),
        amount_fen=fen,
        subject=stream_of(claim),
        purpose=f"代偿 {claim.no} 贷款 {claim.loan.no}",
    )
