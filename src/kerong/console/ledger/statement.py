"""对账单: what one account did between two days, with the balance after each transfer."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kerong.console.ledger.words import (
    account_said,
    kind_said,
    movement_choices,
    row_said,
    transfer_url,
)
from kerong.ledger.access import ISSUE_STATEMENT
from kerong.ledger.issue_statement import statements_of
from kerong.ledger.models import Account
from kerong.ledger.months import month_of
from kerong.ledger.reads import Statement, account_for, statement_of
from kerong.web import formats
from kerong.web.clock import day_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.fields import day_field
from kerong.web.forms import FilterForm
from kerong.web.tables import Column, Table, show_table

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)


def _other(account: Account, row: Any) -> Account:
    other: Account = row.credit if row.debit_id == account.pk else row.debit
    return other


def statement_table(account: Account, *, is_whole: bool) -> Table:
    """Days, movements and amounts; what stood after each only where no row is left out."""
    after = Column(
        key="after",
        title=_("Balance after"),
        cell=lambda row: formats.money(row.after_fen),
        align="right",
    )
    columns = (
        Column(key="no", title=_("Number"), cell="no"),
        Column(key="day", title=_("Day"), cell=lambda row: formats.day(row.effective_on)),
        Column(key="movement", title=_("Movement"), cell=row_said),
        Column(
            key="other",
            title=_("Other account"),
            cell=lambda row: account_said(_other(account, row)),
            export=lambda row: _other(account, row).code,
        ),
        Column(
            key="amount",
            title=_("Amount"),
            cell=lambda row: formats.money(row.signed_fen),
            align="right",
        ),
        *((after,) if is_whole else ()),
        Column(key="words", title=_("Remark"), cell="words", spare=True),
        Column(key="reference", title=_("Reference number"), cell="reference", spare=True),
    )
    return Table(columns=columns, url=lambda row: transfer_url(row.no), size=50)


class StatementFilters(FilterForm):
    q = forms.CharField(label=_("Remark, reference or subject"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Movement"), required=False)
    first = day_field(_("From"), required=False)
    last = day_field(_("To"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [("", _("All")), *movement_choices()]

    @property
    def is_narrow(self) -> bool:
        """Rows between the two days are left out, so that balances do not follow each other."""
        return bool(self.asked("q") or self.asked("kind"))

    def days(self, today: date) -> tuple[date, date]:
        """The two days asked for, usually this month until today; never the wrong way round."""
        last = min(self.asked("last") or today, LAST_DAY)
        first = max(self.asked("first") or month_of(last - timedelta(days=31)), FIRST_DAY)
        return min(first, last), last

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if words := self.asked("q"):
            rows = rows.filter(
                Q(words__contains=words) | Q(reference__contains=words) | Q(subject=words)
            )
        if kind := self.asked("kind"):
            rows = rows.filter(kind=kind)
        return rows


def account(request: HttpRequest, pk: int) -> HttpResponse:
    """Opening balance, each transfer, closing balance; search narrows, export keeps the filter."""
    return account_page(request, pk)


def account_page(request: HttpRequest, pk: int, *, status: int = 200, **given: Any) -> HttpResponse:
    """The same, also where something asked for on it was refused."""
    found = account_for(request.actor, pk)  # type: ignore[attr-defined]
    filters = StatementFilters.of(request.GET)
    first, last = filters.days(day_of(request))
    told = statement_of(account=found, first=first, last=last)
    rows = filters.narrowed(told.rows)
    table = statement_table(found, is_whole=not filters.is_narrow)
    if wanted_export(request):
        name = found.code.replace("/", "-")
        return export_table(table, rows, request, f"{name}-{first}-{last}")
    context = {
        "account": found,
        "kind": kind_said(found.kind),
        "told": told,
        "summary": _summary(told),
        "filters": filters,
        "table": show_table(table, rows, request.GET),
        "papers": statements_of(found),
        "may_issue": ISSUE_STATEMENT.allows(request.actor),  # type: ignore[attr-defined]
        **given,
    }
    return render(request, "console/ledger/account.html", context, status=status)


def _summary(told: Statement) -> list[dict[str, Any]]:
    before = told.first - timedelta(days=1)
    account = told.account
    lines = (
        (_("Balance at the end of %(day)s") % {"day": formats.day(before)}, told.opening_fen),
        (_("Came"), told.came_fen),
        (_("Went"), told.went_fen),
        (_("Balance at the end of %(day)s") % {"day": formats.day(told.last)}, told.closing_fen),
        (_("Held to leave"), account.held_out_fen),
        (_("Held to arrive"), account.held_in_fen),
        (_("Floor"), account.floor_fen),
        (_("Cap"), account.cap_fen),
    )
    return [{"title": title, "value": formats.money(fen)} for title, fen in lines]
