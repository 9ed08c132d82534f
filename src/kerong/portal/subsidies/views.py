"""What the firm was awarded, how it came about, what was paid and what has to go back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.subsidies.reads import subsidies_listed, subsidy_page
from kerong.web.clock import day_of
from kerong.web.columns import moment_column, money_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.policy_titles import policy_titles, told
from kerong.web.tables import Column, Table, show_table
from kerong.web.told_steps import told_steps
from kerong.web.words import said

SUBSIDIES = Table(
    columns=(
        Column(key="no", title=_("Subsidy"), cell="no", order_by=("no",)),
        Column(key="programme", title=_("Policy"), cell="programme", order_by=("programme",)),
        money_column("granted", _("Granted"), "granted_fen"),
        money_column("settled", _("Paid"), "settled_fen"),
        Column(key="state", title=_("State"), cell=lambda row: said(row.state, "subsidy_state")),
        moment_column("awarded", _("Awarded"), "awarded_at"),
    ),
    url=lambda row: reverse("portal:subsidy", args=[row.no]),
    tight=True,
)


def subsidies(request: HttpRequest) -> HttpResponse:
    rows = subsidies_listed(request.actor)  # type: ignore[attr-defined]
    table = told(SUBSIDIES, policy_titles(day_of(request)))
    if wanted_export(request):
        return export_table(table, rows, request, "subsidies")
    context = {"table": show_table(table, rows, request.GET)}
    return render(request, "portal/subsidies/list.html", context)


def subsidy(request: HttpRequest, no: str) -> HttpResponse:
    """The firm's own, step by step."""
    page = subsidy_page(request.actor, no)  # type: ignore[attr-defined]
    titles = policy_titles(day_of(request))
    context = {"page": page, "subsidy": page.subsidy, "steps": told_steps(page.steps)}
    context["named"] = titles.told(page.subsidy)
    context["matter"] = titles.matter(page.subsidy.entitlement.matter)
    return render(request, "portal/subsidies/subsidy.html", context)
