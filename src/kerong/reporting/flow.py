"""The four figures of a period: published, taken, credited, disbursed; counts and sums."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from kerong.cases.models import Case, CreditDecision, TakeUp
from kerong.contracts.loans.models import Loan
from kerong.reporting.period import Period


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


def flow_of(period: Period) -> Flow:
    """Four queries, one index range each."""
    published = published_in(period).aggregate(count=Count("pk"), fen=Sum("amount_fen"))
    credited = credited_in(period).aggregate(count=Count("pk"), fen=Sum("amount_fen"))
    disbursed = disbursed_in(period).aggregate(count=Count("pk"), fen=Sum("principal_fen"))
    return Flow(
        published_count=published["count"],
        published_fen=int(published["fen"] or 0),
        taken_count=taken_in(period).count(),
        credited_count=credited["count"],
        credited_fen=int(credited["fen"] or 0),
        disbursed_count=disbursed["count"],
        disbursed_fen=int(disbursed["fen"] or 0),
    )


def _within(column: str, period: Period) -> Q:
    first, end = period.moments
    return Q(**{f"{column}__gte": first, f"{column}__lt": end})
