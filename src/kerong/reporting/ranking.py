"""机构排名: how institutions answer, decide, price and please, over a period."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from statistics import median_low

from django.db.models import Count, Sum

from kerong.cases.models import Rating, TakeUp
from kerong.parties.models import Institution
from kerong.reporting.flow import (
    PROMISED_DAYS,
    credited_in,
    disbursed_in,
    released_in,
    taken_in,
)
from kerong.reporting.period import Period
from kerong.reporting.share import Share

ANSWERED_NO = (
    TakeUp.Release.REFUSED,
    TakeUp.Release.LATE_CONTACT,
    TakeUp.Release.LATE_DECISION,
)
WELL = 4  # 满意 and better


@dataclass(slots=True)
class Standing:
    """One institution's row; `response_seconds` is the median from taking to first contact.

    `approval` sets the credit approved in the period against it plus the refusals and late
    releases of the period; take-ups the firm or another's quote ended do not count either way.
    `weighted_rate` is by amount.
    """

    institution_id: int
    name: str
    taken_count: int = 0
    response_seconds: int | None = None
    approval: Share = field(default_factory=lambda: Share(0, 0))
    within_seven_days: Share = field(default_factory=lambda: Share(0, 0))
    disbursed_count: int = 0
    disbursed_fen: int = 0
    weighted_rate: Fraction | None = None
    satisfaction: Share = field(default_factory=lambda: Share(0, 0))
    rating_average: Fraction | None = None


def ranking_of(period: Period) -> list[Standing]:
    """Six queries. Most disbursed first, then fastest, then name."""
    rows = {
        pk: Standing(pk, name)
        for pk, name in Institution.objects.order_by("pk").values_list("pk", "name")
    }
    _take_ups(rows, period)
    _decisions(rows, period, _declined(period))
    _loans(rows, period)
    _ratings(rows, period)
    return sorted(filter(_did_something, rows.values()), key=_order)


def _take_ups(rows: dict[int, Standing], period: Period) -> None:
    """Counts and response."""
    waits: dict[int, list[int]] = defaultdict(list)
    for institution_id, taken_at, contacted_at in taken_in(period).values_list(
        "institution_id", "taken_at", "contacted_at"
    ):
        rows[institution_id].taken_count += 1
        if contacted_at is not None:
            waits[institution_id].append(_seconds(taken_at, contacted_at))
    for institution_id, seconds in waits.items():
        rows[institution_id].response_seconds = median_low(seconds)


def _declined(period: Period) -> dict[int, int]:
    """How many each institution refused or let lapse in the period, whenever it took them."""
    found = released_in(period).filter(release_kind__in=ANSWERED_NO)
    counts = found.values("institution_id").annotate(count=Count("pk")).order_by()
    return {each["institution_id"]: each["count"] for each in counts}


def _decisions(rows: dict[int, Standing], period: Period, declined: Mapping[int, int]) -> None:
    approved: dict[int, int] = defaultdict(int)
    in_time: dict[int, int] = defaultdict(int)
    for institution_id, used_days in credited_in(period).values_list(
        "take_up__institution_id", "used_days"
    ):
        approved[institution_id] += 1
        in_time[institution_id] += used_days is not None and used_days <= PROMISED_DAYS
    for row in rows.values():
        yes = approved[row.institution_id]
        row.approval = Share(yes, yes + declined.get(row.institution_id, 0))
        row.within_seven_days = Share(in_time[row.institution_id], yes)


def _loans(rows: dict[int, Standing], period: Period) -> None:
    """Summed by rate in the database, weighted here: the product would overflow 64 bits there."""
    weights: dict[int, int] = defaultdict(int)
    for found in (
        disbursed_in(period)
        .values("institution_id", "rate_ppm")
        .annotate(count=Count("pk"), fen=Sum("principal_fen"))
        .order_by()
    ):
        row = rows[found["institution_id"]]
        row.disbursed_count += found["count"]
        row.disbursed_fen += int(found["fen"])
        weights[row.institution_id] += int(found["fen"]) * found["rate_ppm"]
    for institution_id, weight in weights.items():
        row = rows[institution_id]
        row.weighted_rate = Fraction(weight, row.disbursed_fen * 1_000_000)


def _ratings(rows: dict[int, Standing], period: Period) -> None:
    first, end = period.moments
    found = (
        Rating.objects.filter(rated_at__gte=first, rated_at__lt=end)
        .values("institution_id", "level")
        .annotate(count=Count("pk"))
        .order_by()
    )
    levels: dict[int, dict[int, int]] = defaultdict(dict)
    for group in found:
        levels[group["institution_id"]][group["level"]] = group["count"]
    for institution_id, counts in levels.items():
        rated = sum(counts.values())
        row = rows[institution_id]
        row.satisfaction = Share(sum(n for level, n in counts.items() if level >= WELL), rated)
        row.rating_average = Fraction(sum(level * n for level, n in counts.items()), rated)


def _seconds(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds()))


def _did_something(row: Standing) -> bool:
    answered = row.approval.whole or row.satisfaction.whole
    return bool(row.taken_count or row.disbursed_count or answered)


def _order(row: Standing) -> tuple[int, int, str]:
    waited = row.response_seconds if row.response_seconds is not None else 1 << 40
    return -row.disbursed_fen, waited, row.name
