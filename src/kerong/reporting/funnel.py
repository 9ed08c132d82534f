"""漏斗: of the needs published in a period, how many got how far by now."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from kerong.cases.models import Acceptance, Case, CreditDecision, Quote, TakeUp
from kerong.reporting.flow import published_in
from kerong.reporting.period import Period

STAGES = ("published", "taken", "quoted", "accepted", "credited", "disbursed")


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """Needs of the cohort that reached the stage, and the money they asked for."""

    stage: str
    count: int
    amount_fen: int


def funnel_of(period: Period) -> list[FunnelStage]:
    """One query."""
    totals: dict[str, Count | Sum] = {}
    for stage in STAGES:
        reached = Q(**{f"reached_{stage}": True}) if stage != "published" else Q()
        totals[f"{stage}_count"] = Count("pk", filter=reached)
        totals[f"{stage}_fen"] = Sum("amount_fen", filter=reached)
    found = _cohort(period).aggregate(**totals)
    return [
        FunnelStage(stage, found[f"{stage}_count"], int(found[f"{stage}_fen"] or 0))
        for stage in STAGES
    ]


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
