"""赔款: what a policy pays of a recognised loss, beside what other policies of the loan pay."""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, F, Max, Sum

from kerong.contracts.insurance.errors import BeyondReports
from kerong.contracts.insurance.models import InsuranceClaim, InsurancePolicy
from kerong.contracts.loans.losses import ReportedLoss
from kerong.finance.loss_sharing import Insurance, Loss
from kerong.kernel.money import Money

MILLION = 1_000_000
SETTLED = (InsuranceClaim.State.AGREED, InsuranceClaim.State.PAID)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What other policies of the loan agreed before: how many, what they pay, of which loss."""

    count: int = 0
    paid_fen: int = 0
    loss_fen: int = 0


def payout_fen(policy: InsurancePolicy, loss: Loss, elsewhere: Elsewhere) -> int:
    """min(sum insured, share × (loss − deductible)), rounded half up once; and all policies of a
    loan together never more than the largest loss one of them recognised.

    Lost 2,876,543.21 and 45,678.90 of interest, which is covered; 10 万 deductible, 70 %:
    (2,922,222.11 − 100,000) × 0.7 = 1,975,555.48 yuan.
    """
    terms = Insurance(
        most_fen=policy.insured_fen,
        deductible_fen=policy.deductible_fen,
        cover=Fraction(policy.cover_ppm, MILLION),
        covers_interest=policy.covers_interest,
    )
    whole = max(loss.total_fen, elsewhere.loss_fen)
    return min(terms.pays_fen(loss), max(0, whole - elsewhere.paid_fen))


def agreed_elsewhere(claim: InsuranceClaim) -> Elsewhere:
    """What others than this claim agreed on its loan; one query."""
    return agreed_on(claim.loan_id, besides=claim.pk)


def agreed_on(loan_id: int | None, *, besides: int | None = None) -> Elsewhere:
    """All that is agreed on a loan, but for one claim by its key; one query."""
    rows = InsuranceClaim.objects.filter(loan=loan_id, state__in=SETTLED)
    recognised = F("loss_principal_fen") + F("loss_interest_fen")
    found = rows.exclude(pk=besides).aggregate(
        count=Count("pk"),
        paid=Sum("payout_fen", default=0),
        loss=Max(recognised, default=0),
    )
    return Elsewhere(found["count"], int(found["paid"]), int(found["loss"]))


def require_reported(loss: ReportedLoss, principal_fen: int, interest_fen: int) -> None:
    """No more than the reports say is lost; raises BeyondReports."""
    figures = {
        "principal_fen": (principal_fen, loss.principal_fen),
        "interest_fen": (interest_fen, loss.interest_fen),
    }
    for field, (claimed, reported) in figures.items():
        if claimed > reported:
            raise BeyondReports(
                field=field,
                claimed=Money(claimed).yuan_text(),
                reported=Money(reported).yuan_text(),
            )
