"""Questions of the console, the wall and the workbench about figures; constant queries each."""

from dataclasses import dataclass
from datetime import date, timedelta

from kerong.contracts.loans.models import Loan
from kerong.kernel.actor import Actor
from kerong.reporting.access import CONSOLE, WALL
from kerong.reporting.breaches import Breaches, breaches_in
from kerong.reporting.days import days_of, total_of
from kerong.reporting.flow import Flow, disbursed_in
from kerong.reporting.funnel import FunnelStage, funnel_of
from kerong.reporting.period import Period, day_of, days_up_to, month_of, spanning, year_of
from kerong.reporting.ranking import Standing, ranking_of
from kerong.reporting.share import Share
from kerong.reporting.trend import TrendDay, trend_of

TREND_DAYS = 30


@dataclass(frozen=True, slots=True)
class Console:
    """The overview of officers: today beside yesterday, the month beside the last, and the rest."""

    on: date
    today: Flow
    yesterday: Flow
    month: Flow
    last_month: Flow
    decided_in_time: Share
    breaches: Breaches
    funnel: list[FunnelStage]
    trend: list[TrendDay]
    ranking: list[Standing]


@dataclass(frozen=True, slots=True)
class WallLoan:
    """A payout as the wall shows it: who lent, how much, never who borrowed."""

    institution: str
    principal_fen: int
    rate_ppm: int
    disbursed_on: date


@dataclass(frozen=True, slots=True)
class Wall:
    """The same figures, large."""

    on: date
    today: Flow
    month: Flow
    year: Flow
    decided_in_time: Share
    breaches: Breaches
    funnel: list[FunnelStage]
    trend: list[TrendDay]
    ranking: list[Standing]
    latest: list[WallLoan]


def console(actor: Actor, *, on: date) -> Console:
    """Constant queries whatever the size."""
    CONSOLE.require(actor)
    month, trend = month_of(on), days_up_to(on, TREND_DAYS)
    last_month = month_of(month.start - timedelta(days=1))
    days = days_of(spanning(last_month, month, trend))
    return Console(
        on=on,
        today=days.flow(day_of(on)),
        yesterday=days.flow(day_of(on - timedelta(days=1))),
        month=days.flow(month),
        last_month=days.flow(last_month),
        decided_in_time=days.decided_in_time(month),
        breaches=breaches_in(month, on=on),
        funnel=funnel_of(month, total_of(days.published, month)),
        trend=trend_of(days, trend),
        ranking=ranking_of(month),
    )


def wall(actor: Actor, *, on: date) -> Wall:
    """Constant queries; refreshed by the screen itself."""
    WALL.require(actor)
    month, year, trend = month_of(on), year_of(on), days_up_to(on, TREND_DAYS)
    days = days_of(spanning(year, trend))
    return Wall(
        on=on,
        today=days.flow(day_of(on)),
        month=days.flow(month),
        year=days.flow(year),
        decided_in_time=days.decided_in_time(month),
        breaches=breaches_in(month, on=on),
        funnel=funnel_of(month, total_of(days.published, month)),
        trend=trend_of(days, trend),
        ranking=ranking_of(month)[:10],
        latest=[_wall_loan(loan) for loan in _latest(year)],
    )


def _latest(period: Period) -> list[Loan]:
    return list(
        disbursed_in(period).select_related("institution").order_by("-disbursed_on", "-id")[:12]
    )


def _wall_loan(loan: Loan) -> WallLoan:
    return WallLoan(
        institution=loan.institution.name,
        principal_fen=loan.principal_fen,
        rate_ppm=loan.rate_ppm,
        disbursed_on=loan.disbursed_on,
    )
