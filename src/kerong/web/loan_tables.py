"""The plan of a loan beside the bank's reports: the same lists for firm, institution and office."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kerong.contracts.loans.lines import AHEAD, COMING, OVERDUE, PAID, PARTLY, Line
from kerong.web import formats
from kerong.web.columns import day_column, money_column
from kerong.web.tables import Column, Table
from kerong.web.words import said

_TONES = {PAID: ("ok", "✓"), AHEAD: ("ok", "✓"), PARTLY: ("ask", "◔"), OVERDUE: ("bad", "!")}


def line_state(line: Line) -> SafeString:
    """Sign and word: never the colour alone."""
    tone, sign = _TONES.get(line.state, ("", "·"))
    return format_html(
        '<span class="tag {}"><span aria-hidden="true">{}</span>{}</span>',
        tone,
        sign,
        said(line.state, "line_state"),
    )


def _reported(line: Line) -> str:
    return formats.NOTHING if line.state == COMING else formats.money(line.paid_fen)


def _difference(line: Line) -> str:
    if not line.differs:
        return formats.NOTHING
    return formats.money(line.paid_fen - line.total_fen)


PLAN_AND_REPORT = Table(
    columns=(
        day_column("due_on", _("Due"), "due_on", order=False),
        money_column("principal", _("Principal by plan"), "principal_fen", order=False),
        money_column("interest", _("Interest by plan"), "interest_fen", order=False),
        money_column("total", _("To pay"), "total_fen", order=False),
        Column(key="reported", title=_("Reported as paid"), cell=_reported, align="right"),
        Column(key="difference", title=_("Difference"), cell=_difference, align="right"),
        Column(
            key="state",
            title=_("State"),
            cell=line_state,
            export=lambda line: said(line.state, "line_state"),
        ),
    ),
    size=100,
    tight=True,
)
REPORTS = Table(
    columns=(
        Column(key="kind", title=_("What"), cell=lambda row: said(row.kind, "report")),
        day_column("on", _("Day"), "effective_on", order=False),
        money_column("principal", _("Principal"), "principal_fen", order=False),
        money_column("interest", _("Interest"), "interest_fen", order=False),
        money_column("penalty", _("Penalty"), "penalty_fen", order=False),
        Column(key="more", title=_("Further"), cell=lambda row: further(row)),
        Column(key="reference", title=_("Reference"), cell="reference", spare=True),
    ),
    size=100,
    tight=True,
)


def further(row: Any) -> str:
    """Rate, day, class, effect and words of a report, and whether it was corrected."""
    parts = []
    if row.rate_ppm is not None:
        parts.append(formats.rate(row.rate_ppm))
    if row.due_on is not None:
        parts.append(formats.day(row.due_on))
    if row.category:
        parts.append(said(row.category, "five_categories"))
    if row.effect:
        parts.append(said(row.effect, "early_effect"))
    if row.words:
        parts.append(row.words)
    if row.corrects_id:
        parts.append(_("corrects no. %(no)s") % {"no": row.corrects.no})
    return " · ".join(str(part) for part in parts) or formats.NOTHING
