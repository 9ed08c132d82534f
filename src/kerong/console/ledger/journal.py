"""账务: every transfer of a period, one transfer whole, and the period as a file to check."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from kerong.console.ledger.statement import StatementFilters
from kerong.console.ledger.words import (
    account_said,
    book_choices,
    row_said,
    transfer_url,
)
from kerong.ledger.beancount import book_text
from kerong.ledger.chart import FISCAL
from kerong.ledger.reads import transfer_page, transfers_seen_by
from kerong.web import formats
from kerong.web.clock import day_of
from kerong.web.columns import day_column, money_column
from kerong.web.downloads import as_attachment
from kerong.web.exports import export_table, note_export, wanted_export
from kerong.web.subjects import address_for
from kerong.web.tables import Column, Table, show_table

BEANCOUNT = "beancount"


def _side(key: str, title: Any) -> Column:
    return Column(
        key=key,
        title=title,
        cell=lambda row: account_said(getattr(row, key)),
        export=lambda row: getattr(row, key).code,
        order_by=(f"{key}__code",),
    )


JOURNAL = Table(
    columns=(
        Column(key="no", title=_("Number"), cell="no", order_by=("no",)),
        day_column("day", _("Day"), "effective_on"),
        Column(key="movement", title=_("Movement"), cell=row_said),
        _side("debit", _("Debited account")),
        _side("credit", _("Credited account")),
        money_column("amount", _("Amount"), "amount_fen"),
        Column(key="words", title=_("Remark"), cell="words", spare=True),
        Column(
            key="reference",
            title=_("Reference number"),
            cell=lambda row: format_html("<code>{}</code>", row.reference),
            export=lambda row: row.reference,
            spare=True,
        ),
    ),
    url=lambda row: transfer_url(row.no),
    size=50,
    tight=True,
)


class JournalFilters(StatementFilters):
    book = forms.ChoiceField(label=_("Book"), required=False)
    field_order = ("q", "book", "kind", "first", "last")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["book"]
        field.choices = book_choices()

    @property
    def book_code(self) -> str:
        return str(self.asked("book") or FISCAL)


def journal(request: HttpRequest) -> HttpResponse:
    """One book between two days, the latest first; the same as a spreadsheet or plain text."""
    filters = JournalFilters.of(request.GET)
    first, last = filters.days(day_of(request))
    rows = transfers_seen_by(request.actor).filter(  # type: ignore[attr-defined]
        debit__book=filters.book_code, effective_on__range=(first, last)
    )
    name = f"{filters.book_code}-{first}-{last}"
    if request.GET.get("export") == BEANCOUNT:
        return _text(
            request, "".join(book_text(filters.book_code, first, last)), name, rows.count()
        )
    rows = filters.narrowed(rows)
    if wanted_export(request):
        return export_table(JOURNAL, rows, request, name)
    context = {
        "filters": filters,
        "first": first,
        "last": last,
        "table": show_table(JOURNAL, rows, request.GET),
    }
    return render(request, "console/ledger/journal.html", context)


def _text(request: HttpRequest, text: str, name: str, rows: int) -> HttpResponse:
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    as_attachment(response, f"{name}.beancount")
    note_export(request, name, form=BEANCOUNT, rows=rows)
    return response


def transfer(request: HttpRequest, no: int) -> HttpResponse:
    """One transfer: both sides, what it is about, what undid it, what the trail tells."""
    actor = request.actor  # type: ignore[attr-defined]
    page = transfer_page(actor, no)
    found = page.transfer
    context = {
        "page": page,
        "transfer": found,
        "movement": row_said(found),
        "about": address_for(actor, found.subject),
        "amount": formats.money(found.amount_fen),
    }
    return render(request, "console/ledger/transfer.html", context)
