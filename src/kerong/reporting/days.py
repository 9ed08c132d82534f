"""What happened on each day, grouped once by the database and added up here for any span."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from kerong.reporting.flow import (
    PROMISED_DAYS,
    Flow,
    credited_in,
    disbursed_in,
    published_in,
    taken_in,
)
from kerong.reporting.period import Period
from kerong.reporting.share import Share


@dataclass(frozen=True, slots=True)
class Total:
    """How many, their money, and how many of them were within the promised days."""

    count: int = 0
    fen: int = 0
    in_time: int = 0


ByDay = Mapping[date, Total]


@dataclass(frozen=True, slots=True)
class Days:
    """Totals of every day on which something happened; any span within costs no more queries."""

    published: ByDay
    taken: ByDay
    credited: ByDay
    disbursed: ByDay

    def flow(self, period: Period) -> Flow:
        published, credited = total_of(self.published, period), total_of(self.credited, period)
        disbursed = total_of(self.disbursed, period)
        return Flow(
            published_count=published.count,
            published_fen=published.fen,
            taken_count=total_of(self.taken, period).count,
            credited_count=credited.count,
            credited_fen=credited.fen,
            disbursed_count=disbursed.count,
            disbursed_fen=disbursed.fen,
        )

    def decided_in_time(self, period: Period) -> Share:
        """Credit decisions of the period that used at most the promised working days."""
        decided = total_of(self.credited, period)
        return Share(part=decided.in_time, whole=decided.count)


def days_of(period: Period) -> Days:
    """Four queries, one index range each, whatever the length."""
    fen = Sum("amount_fen")
    quick = Count("used_days", filter=Q(used_days__lte=PROMISED_DAYS))
    local_day = day_in(period)
    return Days(
        published=_totals(published_in(period), local_day("submitted_at"), fen=fen),
        taken=_totals(taken_in(period), local_day("taken_at")),
        credited=_totals(credited_in(period), local_day("approved_at"), fen=fen, in_time=quick),
        disbursed=_totals(disbursed_in(period), F("disbursed_on"), fen=Sum("principal_fen")),
    )


def total_of(days: ByDay, period: Period) -> Total:
    held = [total for day, total in days.items() if period.start <= day < period.end]
    return Total(
        sum(total.count for total in held),
        sum(total.fen for total in held),
        sum(total.in_time for total in held),
    )


def day_in(period: Period) -> Callable[[str], TruncDate]:
    """How a moment's local day is asked for within the period."""
    offsets = period.offsets
    if len(offsets) > 1:
        return TruncDate
    (seconds,) = offsets
    return lambda column: SteadyDay(column, seconds)


class SteadyDay(TruncDate):
    """The local day where the clock keeps one offset: SQLite then needs no Python for each row."""

    def __init__(self, column: str, seconds: int) -> None:
        super().__init__(column)
        self.seconds = seconds

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, tuple[Any, ...]]:
        sql, params = compiler.compile(self.lhs)
        whole_seconds = f"substr({sql}, 1, 19)"  # date() would round the last microsecond up
        return f"date({whole_seconds}, %s)", (*params, f"{self.seconds} seconds")


def _totals(rows: QuerySet[Any], day: Any, **sums: Any) -> dict[date, Total]:
    grouped = rows.order_by().annotate(at_day=day).values("at_day")
    found = grouped.annotate(count=Count("*"), **{f"sum_{name}": s for name, s in sums.items()})
    return {
        row["at_day"]: Total(
            row["count"], int(row.get("sum_fen") or 0), int(row.get("sum_in_time") or 0)
        )
        for row in found
    }
