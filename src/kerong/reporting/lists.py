"""The list behind each figure: the same rows the figure counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from kerong.cases.models import Case
from kerong.kernel.actor import Actor
from kerong.kernel.errors import NotFound
from kerong.reporting.access import CONSOLE
from kerong.reporting.breaches import (
    late_take_ups,
    released_late,
    unanswered_ratings,
    untaken_needs,
)
from kerong.reporting.flow import (
    PROMISED_DAYS,
    credited_in,
    disbursed_in,
    published_in,
    taken_in,
)
from kerong.reporting.funnel import STAGES, reached
from kerong.reporting.period import Period, day_of


class NoSuchFigure(NotFound):
    """Facts: `figure`."""

    code = "reporting.no_such_figure"
    zh = "没有名为「{figure}」的指标。"
    en = "There is no figure called “{figure}”."


HELD_BY = {
    "take_up": "institution_id",
    "decision": "take_up__institution_id",
    "loan": "institution_id",
    "rating": "institution_id",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """`rows` are counted; `kind` says what they are: case, take_up, decision, loan or rating.

    `held_by` is the column of the institution a row belongs to, empty where it has none.
    """

    kind: str
    rows: Callable[[Period], QuerySet[Any]]

    @property
    def held_by(self) -> str:
        return HELD_BY.get(self.kind, "")


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
    "breach_payout": Figure("take_up", lambda period: late_take_ups(period.last, "payout")),
    "breach_released": Figure("take_up", released_late),
    "breach_rating": Figure("rating", lambda period: unanswered_ratings(period.last)),
} | {f"funnel_{stage}": Figure("case", _cases(stage)) for stage in STAGES}


RUNNING = frozenset(name for name in FIGURES if name.startswith("breach_")) - {"breach_released"}


def figure_named(actor: Actor, name: str) -> Figure:
    """Raises NoSuchFigure."""
    CONSOLE.require(actor)
    figure = FIGURES.get(name)
    if figure is None:
        raise NoSuchFigure(figure=name[:40])
    return figure


def figure_rows(
    actor: Actor, name: str, period: Period, *, today: date, institution_id: int | None = None
) -> tuple[str, QuerySet[Any]]:
    """All rows, of one institution when asked; what is late is never later than today.

    Which open needs an institution holds stays its own: of an institution's take-ups those of
    open needs are left out, except where it is late.
    """
    figure = figure_named(actor, name)
    if name in RUNNING and today < period.last:
        period = day_of(today)
    rows = figure.rows(period)
    if institution_id is None or not figure.held_by:
        return figure.kind, rows
    rows = rows.filter(**{figure.held_by: institution_id})
    return figure.kind, rows.exclude(case__state=Case.State.OPEN) if name == "taken" else rows
