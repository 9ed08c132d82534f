"""Questions of the console, the wall and the workbench about figures; constant queries each."""

from dataclasses import dataclass
from datetime import date, timedelta

from kerong.contracts.loans.models import Loan
from kerong.kernel.actor import Actor
from kerong.reporting.access import CONSOLE, WALL
from kerong.reporting.breaches import Breaches, breaches_in
from kerong.reporting.flow import Flow, credited_in, disbursed_in, flow_of
from kerong.reporting.funnel import FunnelStage, funnel_of
from kerong.reporting.period import Period, day_of, days_up_to, month_of, year_of
from kerong.reporting.ranking import PROMISED_DAYS, Standing, ranking_of
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
    """Thirty-three queries whatever the size."""
    CONSOLE.require(actor)
    month = month_of(on)
    last_month = month_of(month.start - timedelta(days=1))
    return Console(
        on=on,
        today=flow_of(day_of(on)),
        yesterday=flow_of(day_of(on - timedelta(days=1))),
        month=flow_of(month),
        last_month=flow_of(last_month),
        decided_in_time=decided_in_time(month),
        breaches=breaches_in(month, on=on),
        funnel=funnel_of(month),
        trend=trend_of(days_up_to(on, TREND_DAYS)),
        ranking=ranking_of(month),
    )


def wall(actor: Actor, *, on: date) -> Wall:
    """Constant queries; refreshed by the screen itself."""
    WALL.require(actor)
    month, year = month_of(on), year_of(on)
    return Wall(
        on=on,
        today=flow_of(day_of(on)),
        month=flow_of(month),
        year=flow_of(year),
        decided_in_time=decided_in_time(month),
        breaches=breaches_in(month, on=on),
        funnel=funnel_of(month),
        trend=trend_of(days_up_to(on, TREND_DAYS)),
        ranking=ranking_of(month)[:10],
        latest=[_wall_loan(loan) for loan in _latest(year)],
    )


def decided_in_time(period: Period) -> Share:
    """Credit decisions of the period that used at most seven working days; two queries."""
    decided = credited_in(period)
    return Share(part=decided.filter(used_days__lte=PROMISED_DAYS).count(), whole=decided.count())


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
