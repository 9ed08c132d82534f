"""Lists of guarantees at the desk: portfolio, fees due, the monthly filing."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.guarantees.access import guarantees_seen_by, invoices_seen_by
from kerong.contracts.guarantees.filing import FilingLine, filing_of
from kerong.contracts.guarantees.models import FeeInvoice
from kerong.contracts.guarantees.reads import own_tasks, totals_of
from kerong.kernel.errors import NotFound
from kerong.web.clock import day_of
from kerong.web.columns import day_column, money_column, rate_column, state_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.guarantee_shown import (
    GuaranteesForm,
    class_titles,
    found,
    guarantee_columns,
    party_column,
    programme_column,
)
from kerong.web.tables import Column, Table, show_table
from kerong.web.words import said

GUARANTEES = Table(
    columns=guarantee_columns(
        party_column("bank", _("Bank")), party_column("guarantor", _("Guarantor"))
    ),
    order="-no",
    url=lambda row: reverse("workbench:guarantee", args=[row.no]),
)
FEES = Table(
    columns=(
        Column(key="no", title=_("Guarantee"), cell="guarantee.no"),
        Column(
            key="firm",
            title=_("Firm"),
            cell="guarantee.enterprise.name",
            order_by=("guarantee__enterprise__name",),
        ),
        Column(key="kind", title=_("What"), cell=lambda row: said(row.kind, "fee_kind")),
        day_column("from", _("From"), "from_on"),
        day_column("to", _("Until before"), "to_on"),
        money_column("amount", _("Amount"), "amount_fen"),
        day_column("due", _("Due"), "due_on"),
        state_column("fee_state"),
    ),
    order="due",
    url=lambda row: reverse("workbench:guarantee", args=[row.guarantee.no]),
)
FILING = Table(
    columns=(
        Column(key="no", title=_("Guarantee"), cell="guarantee.no"),
        Column(key="letter", title=_("Letter"), cell="guarantee.letter_no"),
        Column(key="firm", title=_("Firm"), cell="guarantee.enterprise.name"),
        Column(key="code", title=_("Credit code"), cell="guarantee.enterprise.credit_code"),
        Column(
            key="classes",
            title=_("Classes of firm"),
            cell=lambda row: class_titles(row.guarantee.classes),
        ),
        Column(key="bank", title=_("Bank"), cell="guarantee.bank.name"),
        programme_column("guarantee.agreement.programme"),
        money_column("amount", _("Guaranteed at most"), "guarantee.amount_fen", order=False),
        rate_column("rate", _("Yearly rate"), "guarantee.rate_ppm", order=False),
        rate_column("fee", _("Fee a year"), "guarantee.fee_ppm", order=False),
        rate_column(
            "share", _("Part re-guaranteed"), "guarantee.agreement.reguarantee_ppm", order=False
        ),
        day_column("began", _("Began"), "guarantee.effective_on", order=False),
        day_column("matures", _("Matures"), "guarantee.matures_on", order=False),
        money_column("released", _("Released this month"), "released_fen", order=False),
        money_column("balance", _("Guaranteed at its end"), "balance_fen", order=False),
        money_column("refee", _("Re-guarantee fee"), "refee_fen", order=False),
        Column(key="standing", title=_("State"), cell=lambda row: said(row.standing, "filing")),
    ),
    size=50,
)


def guarantees(request: HttpRequest) -> HttpResponse:
    """Everything the institution is a side of, with what waits for it."""
    form, on = GuaranteesForm.of(request.GET), day_of(request)
    actor = request.actor  # type: ignore[attr-defined]
    rows = found(guarantees_seen_by(actor), form)
    rows = rows.select_related("enterprise", "bank", "guarantor")
    if wanted_export(request):
        return export_table(GUARANTEES, rows, request, "guarantees")
    context = {"filters": form, "table": show_table(GUARANTEES, rows, request.GET)}
    context |= {"tasks": own_tasks(actor, on), "totals": totals_of(rows, on)}
    return render(request, "workbench/guarantees/list.html", context)


def fees(request: HttpRequest) -> HttpResponse:
    """Invoices of the institution's guarantees, what is due first."""
    actor = request.actor  # type: ignore[attr-defined]
    rows = invoices_seen_by(actor).select_related("guarantee", "guarantee__enterprise")
    if request.GET.get("state") == FeeInvoice.State.DUE:
        rows = rows.filter(state=FeeInvoice.State.DUE)
    if wanted_export(request):
        return export_table(FEES, rows, request, "guarantee-fees")
    context = {"table": show_table(FEES, rows, request.GET)}
    return render(request, "workbench/guarantees/fees.html", context)


def filing(request: HttpRequest) -> HttpResponse:
    """The list of a month for the re-guarantor, as a page and as a file."""
    month = month_asked(request.GET.get("month", ""), day_of(request))
    lines: list[FilingLine] = filing_of(request.actor, month)  # type: ignore[attr-defined]
    if wanted_export(request):
        return export_table(FILING, lines, request, f"reguarantee-{month:%Y-%m}")
    context = {"table": show_table(FILING, lines, request.GET), "month": f"{month:%Y-%m}"}
    return render(request, "workbench/guarantees/filing.html", context)


def month_asked(text: str, today: date) -> date:
    """ "2026-03", or this month. Raises NotFound for anything else."""
    if not text:
        return today.replace(day=1)
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as fault:
        raise NotFound() from fault
