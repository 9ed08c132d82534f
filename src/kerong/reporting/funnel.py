"""漏斗: of the needs published in a period, how many got how far by now."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum

from kerong.cases.models import Acceptance, Case, CreditDecision, Quote, TakeUp
from kerong.reporting.days import Total
from kerong.reporting.flow import published_in
from kerong.reporting.period import Period

STAGES = ("published", "taken", "quoted", "accepted", "credited", "disbursed")


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """Needs of the cohort that reached the stage, and the money they asked for."""

    stage: str
    count: int
    amount_fen: int


def funnel_of(period: Period, published: Total) -> list[FunnelStage]:
    """One query: needs somebody took, grouped by how far else they got; all others only count."""
    flags = [f"reached_{stage}" for stage in STAGES[1:]]
    taken = _cohort(period).filter(reached_taken=True).order_by()
    groups = list(taken.values(*flags).annotate(count=Count("*"), fen=Sum("amount_fen")))
    stages = [FunnelStage("published", published.count, published.fen)]
    for stage, flag in zip(STAGES[1:], flags, strict=True):
        there = [group for group in groups if group[flag]]
        stages.append(
            FunnelStage(
                stage,
                sum(group["count"] for group in there),
                sum(int(group["fen"]) for group in there),
            )
        )
    return stages


def reached(period: Period, stage: str) -> QuerySet[Case]:
    """The needs behind one bar; an unknown stage is the whole cohort."""
    cohort = _cohort(period)
    if stage in STAGES[1:]:
        cohort = cohort.filter(**{f"reached_{stage}": True})
    return cohort


def _cohort(period: Period) -> QuerySet[Case]:
    mine = {"take_up__case": OuterRef("pk")}
    paid = Case.objects.filter(
        pk=OuterRef("pk"), state__in=(Case.State.DISBURSED, Case.State.CLOSED)
    )
    return published_in(period).annotate(
        reached_taken=Exists(TakeUp.objects.filter(case=OuterRef("pk"))),
        reached_quoted=Exists(Quote.objects.filter(**mine)),
        reached_accepted=Exists(Acceptance.objects.filter(case=OuterRef("pk"))),
        reached_credited=Exists(CreditDecision.objects.filter(approved_at__isnull=False, **mine)),
        reached_disbursed=Exists(paid),
    )
