"""账户: the chart with what every account holds, today or as of any day."""

from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kerong.console.ledger.words import account_url, book_choices, kind_choices, kind_said
from kerong.ledger.balances import with_movement
from kerong.ledger.models import Account
from kerong.ledger.nightly import last_check
from kerong.ledger.reads import accounts_seen_by
from kerong.web import formats
from kerong.web.columns import money_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.fields import day_field
from kerong.web.forms import FilterForm
from kerong.web.tables import Column, Table, show_table


def _on_day(row: Any) -> str:
    return formats.money(row.chart.sign * (row.debited_fen - row.credited_fen))


NAME = Column(key="code", title=_("Account"), cell="code", order_by=("code",))
TITLE = Column(key="title", title=_("Name"), cell="title", order_by=("title",))
KIND = Column(key="kind", title=_("Kind"), cell=lambda row: kind_said(row.kind), order_by=("kind",))
NOW = Table(
    columns=(
        TITLE,
        NAME,
        KIND,
        money_column("balance", _("Balance"), "balance_fen"),
        replace(money_column("held", _("Held to leave"), "held_out_fen"), spare=True),
        replace(money_column("cap", _("Cap"), "cap_fen"), spare=True),
    ),
    order="code",
    url=lambda row: account_url(row.pk),
    size=50,
)
ON_A_DAY = replace(
    NOW,
    columns=(
        TITLE,
        NAME,
        KIND,
        Column(key="balance", title=_("Balance on the day"), cell=_on_day, align="right"),
    ),
)


class ChartFilters(FilterForm):
    q = forms.CharField(label=_("Account, name or owner"), required=False, max_length=80)
    book = forms.ChoiceField(label=_("Book"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    day = day_field(_("As of the day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("book", book_choices()), ("kind", kind_choices())):
            field: Any = self.fields[name]
            field.choices = [("", _("All")), *choices]


def chart(request: HttpRequest) -> HttpResponse:
    """All accounts; an empty ledger says what will stand here."""
    filters = ChartFilters.of(request.GET)
    rows, table = _asked(accounts_seen_by(request.actor), filters)  # type: ignore[attr-defined]
    if wanted_export(request):
        return export_table(table, rows, request, "accounts")
    context = {
        "filters": filters,
        "table": show_table(table, rows, request.GET),
        "last": last_check(),
    }
    return render(request, "console/ledger/chart.html", context)


def _asked(rows: QuerySet[Account], filters: ChartFilters) -> tuple[QuerySet[Any], Table]:
    if words := filters.asked("q"):
        rows = rows.filter(
            Q(code__contains=words.lower()) | Q(title__contains=words) | Q(owner=words)
        )
    for name in ("book", "kind"):
        if code := filters.asked(name):
            rows = rows.filter(**{name: code})
    day = filters.asked("day")
    return (with_movement(rows, day), ON_A_DAY) if day else (rows, NOW)
