"""代偿复核: shares, funds, caps, recoveries and breakers recomputed from their rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from kerong.contracts.compensation.accounts import recoveries_code
from kerong.contracts.compensation.caps import holder_of
from kerong.contracts.compensation.models import (
    Breaker,
    BreakerReading,
    CapUse,
    Claim,
    ClaimInsurer,
    ClaimPart,
    ClaimReturn,
    ClaimShare,
    Recovery,
    RecoveryShare,
)
from kerong.contracts.compensation.models.claim import LIVE
from kerong.contracts.compensation.notes import stream_of
from kerong.contracts.compensation.sharing import split_of
from kerong.finance.loss_sharing import INSURER
from kerong.ledger.check import LedgerFault
from kerong.ledger.models import Transfer

SENTENCES = {
    "claim.twice": ("同一贷款的损失有两笔代偿申请。", "Two claims stand for one loan."),
    "claim.shares": ("各方分担之和不等于损失。", "The shares are not the loss."),
    "claim.parts": ("分担明细之和不等于分担额。", "The parts of a share are not the share."),
    "claim.insured": ("保险分担之和不等于保险赔付。", "Insurers’ parts are not the insured part."),
    "claim.ledger": ("代偿核定与账务不符。", "What was agreed is not what the ledger moved."),
    "claim.one_person": ("同一人拟定并复核。", "One person proposed and approved."),
    "cap.use": ("限额已用与核定不符。", "What was used of a cap is not what was agreed under it."),
    "cap.passed": ("核定超过限额。", "More was agreed than the cap allows."),
    "recovery.shares": ("追偿分配之和不等于可分配额。", "A recovery's shares are not its net."),
    "recovery.too_much": ("退回某方的追偿超过其承担。", "A payer got back more than it bore."),
    "recovery.ledger": ("追偿分配与账务不符。", "What was shared is not what the ledger moved."),
    "breaker.history": ("熔断状态与历史不符。", "A breaker's state is not that of its history."),
}


def ledger_faults() -> Iterable[LedgerFault]:
    """For `ledger-check`: everything this package promises about money."""
    return list(check_compensation())


def check_compensation() -> Iterator[LedgerFault]:
    """What does not hold; nothing when all is well."""
    yield from _twice()
    used: dict[tuple[int, str], int] = defaultdict(int)
    paid = Claim.objects.filter(shares__isnull=False).distinct()
    for claim in paid.select_related("agreement").order_by("pk").iterator(200):
        shares = list(claim.shares.prefetch_related("parts"))
        yield from _shares(claim, shares)
        yield from _money(claim)
        yield from _recoveries(claim, shares)
        _count_caps(claim, shares, used)
    yield from _caps(used)
    yield from _breakers()


def _twice() -> Iterator[LedgerFault]:
    rows = Claim.objects.filter(state__in=LIVE).order_by().values("loan__no")
    for row in rows.annotate(count=Count("pk")).filter(count__gt=1):
        yield _fault("claim.twice", row["loan__no"])
    for no in Claim.objects.filter(approved_by=F("proposed_by")).values_list("no", flat=True):
        yield _fault("claim.one_person", no)


def _shares(claim: Claim, shares: list[ClaimShare]) -> Iterator[LedgerFault]:
    wanted = {
        ClaimShare.Stage.ADVANCE: (claim.principal_fen, claim.interest_fen),
        ClaimShare.Stage.SETTLE: (claim.settled_principal_fen, claim.settled_interest_fen),
    }
    for stage, loss in wanted.items():
        rows = [share for share in shares if share.stage == stage]
        found = (sum(row.principal_fen for row in rows), sum(row.interest_fen for row in rows))
        if rows and found != loss:
            yield _fault("claim.shares", claim.no, stage=str(stage), found=str(found))
    yield from _insured(claim, shares)
    own = {split_of(claim).lender, INSURER}
    for share in shares:
        parts = sum(part.amount_fen for part in share.parts.all())
        if parts != (0 if share.payer in own else share.total_fen):
            yield _fault("claim.parts", claim.no, payer=share.payer, found=str(parts))


def _insured(claim: Claim, shares: list[ClaimShare]) -> Iterator[LedgerFault]:
    """What each insurer bears adds up to what the insured side bears."""
    for share in shares:
        if share.payer == INSURER:
            rows = ClaimInsurer.objects.filter(claim=claim, stage=share.stage)
            if (found := _sum(rows, "amount_fen")) != share.total_fen:
                yield _fault("claim.insured", claim.no, stage=share.stage, found=str(found))


def _money(claim: Claim) -> Iterator[LedgerFault]:
    """Funds owe what was agreed in the end, and what the lender has still to return."""
    stages = set(claim.shares.values_list("stage", flat=True))
    last = ClaimShare.Stage.SETTLE if ClaimShare.Stage.SETTLE in stages else "advance"
    agreed = _sum(ClaimPart.objects.filter(share__claim=claim, share__stage=last), "amount_fen")
    agreed += _sum(ClaimReturn.objects.filter(claim=claim), "amount_fen")
    moved = _moved(claim, "compensation_agreed") - _moved(claim, "compensation_cancelled")
    if agreed != moved:
        yield _fault("claim.ledger", claim.no, agreed=str(agreed), moved=str(moved))


def _recoveries(claim: Claim, shares: list[ClaimShare]) -> Iterator[LedgerFault]:
    lender, back = split_of(claim).lender, 0
    returned: dict[str, int] = defaultdict(int)
    for recovery in claim.recoveries.filter(state=Recovery.State.SHARED):
        rows = list(RecoveryShare.objects.filter(recovery=recovery))
        if sum(row.amount_fen for row in rows) != recovery.net_fen:
            yield _fault("recovery.shares", claim.no, recovery=recovery.reference)
        for row in rows:
            returned[row.payer] += row.amount_fen
            back += row.amount_fen if row.account_id else 0
    bore = {share.payer: share.total_fen for share in shares if share.stage == "settle"}
    for payer, fen in returned.items():
        if payer != lender and fen > bore.get(payer, 0):
            yield _fault("recovery.too_much", claim.no, payer=payer)
    arrived = ClaimReturn.objects.filter(claim=claim, received_on__isnull=False)
    back += _sum(arrived, "amount_fen")
    moved = _moved(claim, "recovery_shared", debit__code=recoveries_code(claim))
    if back != moved:
        yield _fault("recovery.ledger", claim.no, shared=str(back), moved=str(moved))


def _count_caps(claim: Claim, shares: list[ClaimShare], used: dict[tuple[int, str], int]) -> None:
    """The settled share counts, the advanced one until then."""
    final = {share.payer: share.total_fen for share in shares if share.stage == "advance"}
    final |= {share.payer: share.total_fen for share in shares if share.stage == "settle"}
    for cap in claim.agreement.caps.all():
        used[cap.pk, holder_of(claim, cap.scope)] += final.get(cap.payer, 0)


def _caps(used: dict[tuple[int, str], int]) -> Iterator[LedgerFault]:
    for use in CapUse.objects.select_related("cap").order_by("pk"):
        counted = used.pop((use.cap_id, use.holder), 0)
        if counted != use.used_fen:
            yield _fault("cap.use", str(use), counted=str(counted), held=str(use.used_fen))
        if counted > use.cap.most_fen:
            yield _fault("cap.passed", str(use), counted=str(counted))
    for (cap_id, holder), counted in used.items():
        if counted:
            yield _fault("cap.use", f"{cap_id}/{holder}", counted=str(counted), held="0")


def _breakers() -> Iterator[LedgerFault]:
    for breaker in Breaker.objects.order_by("pk"):
        rows = BreakerReading.objects.filter(breaker=breaker).order_by("no")
        states = list(rows.values_list("before", "after"))
        chained = all(a[1] == b[0] for a, b in pairwise(states))
        last = states[-1][1] if states else Breaker.State.NORMAL
        if not chained or last != breaker.state or len(states) != breaker.reading_count:
            yield _fault("breaker.history", str(breaker))


def _moved(claim: Claim, kind: str, **more: str) -> int:
    rows = Transfer.objects.filter(subject=stream_of(claim), kind=kind, **more)
    return _sum(rows, "amount_fen")


def _sum(rows: QuerySet[Any], field: str) -> int:
    return int(rows.aggregate(fen=Sum(field, default=0))["fen"])


def _fault(code: str, where: str, **facts: str) -> LedgerFault:
    return LedgerFault(code, where, *SENTENCES[code], facts)
