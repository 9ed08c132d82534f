"""The four figures of a period: published, taken, credited, disbursed; the rows behind each."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kerong.cases.models import Case, CreditDecision, TakeUp
from kerong.contracts.loans.models import Loan
from kerong.reporting.period import Period

PROMISED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Flow:
    """What happened in the period, each counted by its own moment."""

    published_count: int
    published_fen: int
    taken_count: int
    credited_count: int
    credited_fen: int
    disbursed_count: int
    disbursed_fen: int


def published_in(period: Period) -> QuerySet[Case]:
    return Case.objects.filter(_within("submitted_at", period))


def taken_in(period: Period) -> QuerySet[TakeUp]:
    return TakeUp.objects.filter(_within("taken_at", period))


def released_in(period: Period) -> QuerySet[TakeUp]:
    return TakeUp.objects.filter(_within("released_at", period))


def credited_in(period: Period) -> QuerySet[CreditDecision]:
    return CreditDecision.objects.filter(_within("approved_at", period))


def disbursed_in(period: Period) -> QuerySet[Loan]:
    return Loan.objects.filter(disbursed_on__gte=period.start, disbursed_on__lt=period.end)


def _within(column: str, period: Period) -> Q:
    first, end = period.moments
    return Q(**{f"{column}__gte": first, f"{column}__lt": end})
