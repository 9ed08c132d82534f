"""保险复核: premiums, payouts, shares of a loss and recoveries recomputed from their rows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import F, Q, Sum

from kerong.contracts.insurance.models import (
    ClaimWaiver,
    InsuranceClaim,
    InsurancePolicy,
    InsuranceRecovery,
    InsuranceRecoveryShare,
    PremiumInstalment,
)
from kerong.contracts.insurance.payout import SETTLED, Elsewhere, payout_fen
from kerong.finance.loss_sharing import Loss
from kerong.finance.premiums import Cover, earned_back_fen, premium_fen
from kerong.kernel.ratios import ratio_from_ppm
from kerong.ledger.check import LedgerFault

MILLION = 1_000_000
SENTENCES = {
    "insurance.premium": ("保险费与条款不符。", "A premium is not what its terms give."),
    "insurance.refund": ("应退保险费与天数不符。", "A refund is not the premium of the days left."),
    "insurance.whole": (
        "同一贷款同期赔付比例合计超过100%。",
        "Policies of the same days pay more than the whole of a loan's loss.",
    ),
    "insurance.payout": ("赔款与保单不符。", "A payout is not what its policy gives."),
    "insurance.beyond_loss": (
        "同一贷款赔款合计超过损失。",
        "Payouts on a loan are more than its loss.",
    ),
    "insurance.one_person": ("同一人拟定并复核。", "One person proposed and approved."),
    "insurance.waiver": ("放弃索赔由一人办理。", "One person gave up a claim."),
    "insurance.recovery": ("追偿分配之和不等于可分配额。", "A recovery's shares are not its net."),
}
State = InsurancePolicy.State


def ledger_faults() -> Iterable[LedgerFault]:
    """For `ledger-check`: everything this package promises about money."""
    return list(check_insurance())


def check_insurance() -> Iterator[LedgerFault]:
    """What does not hold; nothing when all is well."""
    yield from _policies()
    yield from _claims()
    yield from _waivers()
    for recovery in _unequal():
        yield _fault("insurance.recovery", f"{recovery.claim.no}/{recovery.reference}")


def _policies() -> Iterator[LedgerFault]:
    together: dict[int, list[InsurancePolicy]] = defaultdict(list)
    parts, paid = _parts(), _parts(paid_on__isnull=False)
    for policy in InsurancePolicy.objects.order_by("pk").iterator(500):
        cover = Cover(policy.from_on, policy.to_on)
        due = premium_fen(policy.insured_fen, ratio_from_ppm(policy.rate_ppm), cover)
        if due != policy.premium_fen or parts[policy.pk] != due:
            yield _fault("insurance.premium", policy.no, due=str(due))
        if policy.state == State.SURRENDERED and policy.ended_on is not None:
            back = earned_back_fen(due, paid[policy.pk], cover, policy.ended_on)
            if back != policy.refund_fen:
                yield _fault("insurance.refund", policy.no, due=str(back))
        if policy.loan_id is not None and policy.state in InsurancePolicy.LIVE:
            together[policy.loan_id].append(policy)
    for rows in together.values():
        yield from _beyond_whole(rows)


def _parts(**which: bool) -> dict[int, int]:
    """By key of the policy what its instalments add up to."""
    found: dict[int, int] = defaultdict(int)
    rows = PremiumInstalment.objects.filter(**which).order_by().values_list("policy")
    for pk, fen in rows.annotate(fen=Sum("amount_fen")):
        found[pk] = int(fen)
    return found


def _beyond_whole(rows: list[InsurancePolicy]) -> Iterator[LedgerFault]:
    """On the first day of each policy, where the most of them meet."""
    for first in rows:
        on = first.from_on
        held = sum(row.cover_ppm for row in rows if row.from_on <= on <= row.to_on)
        if held > MILLION:
            yield _fault("insurance.whole", first.no, ppm=str(held))


def _claims() -> Iterator[LedgerFault]:
    before: dict[int, Elsewhere] = defaultdict(Elsewhere)
    settled = InsuranceClaim.objects.filter(state__in=SETTLED).select_related("policy")
    for claim in settled.order_by("loan", "agreed_no").iterator(500):
        loss = Loss(principal_fen=claim.loss_principal_fen, interest_fen=claim.loss_interest_fen)
        seen = before[claim.loan_id]
        due = payout_fen(claim.policy, loss, seen)
        if due != claim.payout_fen:
            yield _fault("insurance.payout", claim.no, due=str(due))
        whole = max(loss.total_fen, seen.loss_fen)
        now = Elsewhere(seen.count + 1, seen.paid_fen + claim.payout_fen, whole)
        before[claim.loan_id] = now
        if now.paid_fen > whole:
            yield _fault("insurance.beyond_loss", claim.no)
    alone = InsuranceClaim.objects.filter(approved_by=F("proposed_by"))
    for no in alone.values_list("no", flat=True):
        yield _fault("insurance.one_person", no)


def _waivers() -> Iterator[LedgerFault]:
    """Nothing is given up by one person alone."""
    approved = ClaimWaiver.objects.filter(state=ClaimWaiver.State.APPROVED)
    alone = approved.filter(Q(decided_by=None) | Q(decided_by=F("proposed_by")))
    for no in alone.values_list("policy__no", flat=True):
        yield _fault("insurance.waiver", no)


def _unequal() -> Iterator[InsuranceRecovery]:
    rows = InsuranceRecovery.objects.filter(state=InsuranceRecovery.State.SHARED)
    sums = dict(
        InsuranceRecoveryShare.objects.order_by()
        .values_list("recovery")
        .annotate(fen=Sum("amount_fen"))
    )
    for recovery in rows.select_related("claim").order_by("pk").iterator(500):
        if sums.get(recovery.pk, 0) != recovery.net_fen:
            yield recovery


def _fault(code: str, where: str, **facts: str) -> LedgerFault:
    return LedgerFault(code, where, *SENTENCES[code], facts)
