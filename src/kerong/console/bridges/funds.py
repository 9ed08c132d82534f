"""Bridge funds: the list, one with its statement, opening, conditions, money in and out."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kerong.console.bridges.forms import FundForm, GrantForm, TermsForm
from kerong.contracts.bridges.appropriate_fund import appropriate_fund
from kerong.contracts.bridges.open_fund import open_fund
from kerong.contracts.bridges.reads import fund_page, funds_seen_by
from kerong.contracts.bridges.set_terms import set_terms
from kerong.contracts.bridges.statement import figures_of
from kerong.ledger.models import Account
from kerong.ledger.movements import MOVEMENT_KINDS
from kerong.ledger.reads import statement_of
from kerong.web.clock import day_of, moment_of
from kerong.web.columns import day_column, money_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.refusal import Refusal, attempted
from kerong.web.subjects import number_of
from kerong.web.tables import Column, Table, show_table

A_YEAR = timedelta(days=366)
MOVEMENTS = Table(
    columns=(
        day_column("on", _("Day"), "effective_on", order=False),
        Column(
            key="kind",
            title=_("What"),
            cell=lambda row: MOVEMENT_KINDS[row.kind].title.say(_language()),
        ),
        Column(
            key="subject", title=_("About"), cell=lambda row: number_of(row.subject, "bridge_fund")
        ),
        money_column("amount", _("Amount"), "signed_fen", order=False),
        money_column("after", _("Balance"), "after_fen", order=False),
    ),
    size=100,
    tight=True,
)


def _language() -> str:
    return get_language() or "zh-hans"


def funds(request: HttpRequest) -> HttpResponse:
    """Every fund with what it holds and what is out; a handful at most."""
    rows = funds_seen_by(request.actor)  # type: ignore[attr-defined]
    context = {"funds": [(fund, figures_of(fund)) for fund in rows]}
    return render(request, "console/bridges/funds.html", context)


def fund(request: HttpRequest, key: str) -> HttpResponse:
    """The statement of a year back: every movement, and whether ledger and bridges agree."""
    on = day_of(request)
    page = fund_page(request.actor, key, on=on)  # type: ignore[attr-defined]
    account = Account.objects.get(code=page.fund.account)
    statement = statement_of(account=account, first=on - A_YEAR, last=on)
    if wanted_export(request):
        return export_table(MOVEMENTS, statement.rows, request, f"bridge-fund-{key}")
    table = show_table(MOVEMENTS, statement.rows, request.GET)
    context = {"page": page, "fund": page.fund, "statement": statement, "table": table}
    return render(request, "console/bridges/fund.html", context)


def fund_new(request: HttpRequest) -> HttpResponse:
    form = FundForm(request.POST or None, initial={"since": day_of(request)})
    return _written(request, form, "new", lambda: {"act": open_fund, "fund": form.fund()})


def fund_terms(request: HttpRequest, key: str) -> HttpResponse:
    form = TermsForm(request.POST or None, initial=_last_terms(request, key))
    told = lambda: {"act": set_terms, "key": key, "terms": form.terms()}  # noqa: E731
    return _written(request, form, "terms", told, key)


def fund_grant(request: HttpRequest, key: str) -> HttpResponse:
    fund_page(request.actor, key, on=day_of(request))  # type: ignore[attr-defined]
    form = GrantForm(request.POST or None)
    told = lambda: {"act": appropriate_fund, "key": key, **form.cleaned_data}  # noqa: E731
    return _written(request, form, "grant", told, key)


def _last_terms(request: HttpRequest, key: str) -> dict[str, Any]:
    page = fund_page(request.actor, key, on=day_of(request))  # type: ignore[attr-defined]
    held = page.terms[0]
    return {
        "since": day_of(request),
        "excluded": held.excludes,
        "barred": held.bars,
        "own_share_ppm": held.own_share_ppm,
        "late_rate_ppm": held.late_rate_ppm,
        "basis": held.basis,
    }


def _written(request: HttpRequest, form: Any, what: str, told: Any, key: str = "") -> HttpResponse:
    """The form of a fund, then its act."""
    fault = None
    if request.method == "POST" and form.is_valid():
        known = told()
        actor, act = request.actor, known.pop("act")  # type: ignore[attr-defined]
        made = attempted(act, actor=actor, at=moment_of(request), **known)
        if not isinstance(made, Refusal):
            messages.success(request, _("Done."))
            shown = key or form.cleaned_data["key"]
            return HttpResponseRedirect(reverse("console:bridge-fund", args=[shown]))
        fault = made
    status = fault.status if fault else (400 if form.errors else 200)
    fund = fund_page(request.actor, key, on=day_of(request)).fund if key else None  # type: ignore[attr-defined]
    context = {"form": form, "fault": fault, "what": what, "fund": fund}
    return render(request, "console/bridges/fund_form.html", context, status=status)
