"""The same figures day by day, for pictures; days on which nothing happened are there too."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum
from django.db.models.functions import TruncDate

from kerong.reporting.flow import credited_in, disbursed_in, published_in, taken_in
from kerong.reporting.period import Period


@dataclass(frozen=True, slots=True)
class TrendDay:
    day: date
    published_count: int
    taken_count: int
    credited_count: int
    disbursed_count: int
    disbursed_fen: int


def trend_of(period: Period) -> list[TrendDay]:
    """Four queries whatever the length."""
    published = _by_day(published_in(period), "submitted_at")
    taken = _by_day(taken_in(period), "taken_at")
    credited = _by_day(credited_in(period), "approved_at")
    disbursed = {
        row["disbursed_on"]: (row["count"], row["fen"])
        for row in disbursed_in(period)
        .values("disbursed_on")
        .annotate(count=Count("pk"), fen=Sum("principal_fen"))
        .order_by()
    }
    days = [period.start + timedelta(days=no) for no in range((period.end - period.start).days)]
    return [
        TrendDay(
            day=day,
            published_count=published.get(day, 0),
            taken_count=taken.get(day, 0),
            credited_count=credited.get(day, 0),
            disbursed_count=disbursed.get(day, (0, 0))[0],
            disbursed_fen=int(disbursed.get(day, (0, 0))[1]),
        )
        for day in days
    ]


def _by_day(rows, column: str) -> dict[date, int]:  # type: ignore[no-untyped-def]
    counted = rows.annotate(day=TruncDate(column)).values("day").annotate(count=Count("pk"))
    return dict(counted.order_by().values_list("day", "count"))
