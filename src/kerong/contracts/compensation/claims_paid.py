"""代偿额: what was paid on guarantees of a programme, for the claim rate that stops new letters."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.timezone import get_current_timezone

from kerong.contracts.compensation.models import Claim, ClaimPart, ClaimShare
from kerong.contracts.guarantees.claim_rate import Period
from kerong.contracts.guarantees.models import Guarantee

Stage = ClaimShare.Stage


def claims_paid(period: Period) -> int:
    """What others than the lender bear, principal and interest, of claims decided in the period.

    200 万 lost under 8:2 are 160 万. An advance counts on its day at what was advanced, and at
    what was settled once it is. One query.
    """
    covered = Guarantee.objects.filter(agreement__programme=period.programme)
    if period.guarantor_id is not None:
        covered = covered.filter(guarantor_id=period.guarantor_id)
    claims = Claim.objects.annotate(paid_at=Coalesce("advanced_at", "settled_at")).filter(
        guarantee_no__in=covered.values("no"),
        paid_at__gte=_after(period.since_on),
        paid_at__lt=_after(period.until_on),
    )
    last = Q(share__stage=Stage.SETTLE)
    last |= Q(share__stage=Stage.ADVANCE, share__claim__settled_at=None)
    parts = ClaimPart.objects.filter(last, share__claim__in=claims.values("pk"))
    return int(parts.aggregate(fen=Sum("amount_fen", default=0))["fen"])


def _after(day: date) -> datetime:
    """The first moment after the day."""
    return datetime.combine(day + timedelta(days=1), time.min, get_current_timezone())
