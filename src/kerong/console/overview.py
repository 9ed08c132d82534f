"""运行总览: the figures that matter, the funnel, late clocks, the ranking; each opens its list."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerong.cases.access import SET_DESK_LIMIT
from kerong.console.charts import trend_option
from kerong.reporting.funnel import FunnelStage
from kerong.reporting.period import Period, day_of, month_of
from kerong.reporting.reads import Console
from kerong.reporting.reads import console as read_console
from kerong.web import formats
from kerong.web.clock import day_of as today_of
from kerong.web.figures import ShownFigure


@dataclass(frozen=True, slots=True)
class Bar:
    """A stage of the funnel; `width` in percent of the first."""

    stage: str
    count: int
    amount_fen: int
    width: int
    url: str


def overview(request: HttpRequest) -> HttpResponse:
    """One read; the page only arranges it."""
    found = read_console(request.actor, on=today_of(request))  # type: ignore[attr-defined]
    month = month_of(found.on)
    context = {
        "found": found,
        "figures": figures_of(found),
        "bars": bars_of(found.funnel, month),
        "breaches": breaches_of(found),
        "trend": trend_option(found.trend),
        "taken_url": figure_url("taken", month),
        "disbursed_url": figure_url("disbursed", month),
        "may_limit": SET_DESK_LIMIT.allows(request.actor),  # type: ignore[attr-defined]
    }
    return render(request, "console/overview.html", context)


def figures_of(found: Console) -> list[ShownFigure]:
    month, today = month_of(found.on), day_of(found.on)
    this, last = found.month, found.last_month
    share = found.decided_in_time
    return [
        ShownFigure(
            title=_("Paid out this month"),
            value=formats.short_money(this.disbursed_fen),
            says=ngettext(
                "%(count)s loan; last month %(sum)s",
                "%(count)s loans; last month %(sum)s",
                this.disbursed_count,
            )
            % {"count": this.disbursed_count, "sum": formats.short_money(last.disbursed_fen)},
            url=figure_url("disbursed", month),
            trend=_direction(this.disbursed_fen, last.disbursed_fen),
        ),
        ShownFigure(
            title=_("Decided within 7 working days"),
            value=formats.share(share.ratio) if share.whole else formats.NOTHING,
            says=_("%(part)s of %(whole)s decisions this month")
            % {"part": share.part, "whole": share.whole},
            url=figure_url("decided_in_time", month),
        ),
        ShownFigure(
            title=_("Needs published today"),
            value=found.today.published_count,
            says=_("yesterday %(count)s") % {"count": found.yesterday.published_count},
            url=figure_url("published", today),
        ),
        ShownFigure(
            title=_("Clocks in breach"),
            value=found.breaches.total,
            says=_("needs, contacts, quotes, decisions, payouts, ratings"),
            url=reverse("console:overview") + "#breaches",
            trend="down" if found.breaches.total else "",
        ),
    ]


def bars_of(funnel: list[FunnelStage], month: Period) -> list[Bar]:
    most = max((stage.count for stage in funnel), default=0)
    return [
        Bar(
            stage.stage,
            stage.count,
            stage.amount_fen,
            round(100 * stage.count / most) if most else 0,
            figure_url(f"funnel_{stage.stage}", month),
        )
        for stage in funnel
    ]


def breaches_of(found: Console) -> list[ShownFigure]:
    late = found.breaches
    today, month = day_of(found.on), month_of(found.on)
    rows = (
        ("breach_take_up", _("Nobody took the need"), late.take_up),
        ("breach_contact", _("Firm not contacted"), late.contact),
        ("breach_quote", _("No quote"), late.quote),
        ("breach_decision", _("No credit decision"), late.decision),
        ("breach_payout", _("Credit not paid out"), late.payout),
        ("breach_rating", _("Bad rating not answered"), late.rating),
    )
    running = [ShownFigure(title, count, figure_url(name, today)) for name, title, count in rows]
    taken_back = figure_url("breach_released", month)
    return [*running, ShownFigure(_("Released late"), late.released, taken_back, _("this month"))]


def figure_url(name: str, period: Period) -> str:
    first, last = period.start.isoformat(), period.last.isoformat()
    return reverse("console:figure", args=[name]) + f"?from={first}&to={last}"


def _direction(now: int, before: int) -> str:
    return "up" if now > before else "down" if now < before else ""


def period_of(first: date, last: date) -> Period:
    return Period(first, last.fromordinal(last.toordinal() + 1))
