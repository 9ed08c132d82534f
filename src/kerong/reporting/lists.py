"""The list behind each figure: the same rows the figure counted, a page at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from kerong.cases.reads.paging import Cut, cut
from kerong.kernel.actor import Actor
from kerong.kernel.errors import NotFound
from kerong.reporting.access import CONSOLE
from kerong.reporting.breaches import late_take_ups, unanswered_ratings, untaken_needs
from kerong.reporting.flow import credited_in, disbursed_in, published_in, taken_in
from kerong.reporting.funnel import STAGES, reached
from kerong.reporting.period import Period
from kerong.reporting.ranking import PROMISED_DAYS


class NoSuchFigure(NotFound):
    """Facts: `figure`."""

    code = "reporting.no_such_figure"
    zh = "没有名为「{figure}」的指标。"
    en = "There is no figure called “{figure}”."


@dataclass(frozen=True, slots=True)
class Figure:
    """`rows` are counted; `kind` says what they are: case, take_up, decision, loan or rating."""

    kind: str
    rows: Callable[[Period], QuerySet[Any]]


def _cases(stage: str) -> Callable[[Period], QuerySet[Any]]:
    def rows(period: Period) -> QuerySet[Any]:
        return reached(period, stage).select_related("enterprise").order_by("-submitted_at", "-id")

    return rows


def _published(period: Period) -> QuerySet[Any]:
    return published_in(period).select_related("enterprise").order_by("-submitted_at", "-id")


def _taken(period: Period) -> QuerySet[Any]:
    rows = taken_in(period).select_related("case", "case__enterprise", "institution")
    return rows.order_by("-taken_at", "-id")


def _credited(period: Period) -> QuerySet[Any]:
    rows = credited_in(period).select_related(
        "take_up", "take_up__case", "take_up__case__enterprise", "take_up__institution"
    )
    return rows.order_by("-approved_at", "-id")


def _disbursed(period: Period) -> QuerySet[Any]:
    rows = disbursed_in(period).select_related("enterprise", "institution")
    return rows.order_by("-disbursed_on", "-id")


FIGURES: dict[str, Figure] = {
    "published": Figure("case", _published),
    "taken": Figure("take_up", _taken),
    "credited": Figure("decision", _credited),
    "disbursed": Figure("loan", _disbursed),
    "decided_in_time": Figure(
        "decision", lambda period: _credited(period).filter(used_days__lte=PROMISED_DAYS)
    ),
    "decided_late": Figure(
        "decision", lambda period: _credited(period).filter(used_days__gt=PROMISED_DAYS)
    ),
    "breach_take_up": Figure("case", lambda period: untaken_needs(period.last)),
    "breach_contact": Figure("take_up", lambda period: late_take_ups(period.last, "contact")),
    "breach_quote": Figure("take_up", lambda period: late_take_ups(period.last, "quote")),
    "breach_decision": Figure("take_up", lambda period: late_take_ups(period.last, "decision")),
    "breach_rating": Figure("rating", lambda period: unanswered_ratings(period.last)),
} | {f"funnel_{stage}": Figure("case", _cases(stage)) for stage in STAGES}


def figure_list(
    actor: Actor, name: str, period: Period, *, page: int = 1, page_size: int = 20
) -> tuple[str, Cut[Any]]:
    """The kind of the rows and one page of them; two queries. Raises NoSuchFigure."""
    CONSOLE.require(actor)
    figure = FIGURES.get(name)
    if figure is None:
        raise NoSuchFigure(figure=name[:40])
    return figure.kind, cut(figure.rows(period), page=page, page_size=page_size)


def figure_rows(actor: Actor, name: str, period: Period) -> tuple[str, QuerySet[Any]]:
    """All rows, for exports."""
    CONSOLE.require(actor)
    figure = FIGURES.get(name)
    if figure is None:
        raise NoSuchFigure(figure=name[:40])
    return figure.kind, figure.rows(period)
