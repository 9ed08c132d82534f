"""The same figures day by day, for pictures; days on which nothing happened are there too."""

from dataclasses import dataclass
from datetime import date

from kerong.reporting.days import Days, Total
from kerong.reporting.period import Period


@dataclass(frozen=True, slots=True)
class TrendDay:
    day: date
    published_count: int
    taken_count: int
    credited_count: int
    disbursed_count: int
    disbursed_fen: int


def trend_of(days: Days, period: Period) -> list[TrendDay]:
    """No query: what was read for the figures."""
    return [_trend_day(days, day) for day in period.days]


def _trend_day(days: Days, day: date) -> TrendDay:
    nothing = Total()
    disbursed = days.disbursed.get(day, nothing)
    return TrendDay(
        day=day,
        published_count=days.published.get(day, nothing).count,
        taken_count=days.taken.get(day, nothing).count,
        credited_count=days.credited.get(day, nothing).count,
        disbursed_count=disbursed.count,
        disbursed_fen=disbursed.fen,
    )
