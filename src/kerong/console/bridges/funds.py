"""Bridge funds: the list, one with its statement, opening, conditions, money in and out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kerong.console.bridges.forms import FundForm, GrantForm, TermsForm
from kerong.contracts.bridges.access import fund_for
from kerong.contracts.bridges.appropriate_fund import appropriate_fund
from kerong.contracts.bridges.models import BridgeFund, FundTerms
from kerong.contracts.bridges.open_fund import open_fund
from kerong.contracts.bridges.reads import fund_page, funds_seen_by
from kerong.contracts.bridges.set_terms import set_terms
from kerong.contracts.bridges.statement import figures_of
from kerong.ledger.models import Account
from kerong.ledger.movements import MOVEMENT_KINDS
from kerong.ledger.reads import statement_of
from kerong.web.clock import day_of
from kerong.web.columns import day_column, money_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.one_step import Taken, page_of, take_step
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
    taken = Taken(
        act=open_fund,
        told=lambda: {"fund": form.fund()},
        done=_("Done."),
        back=lambda made: _address(made.key),
    )
    return take_step(request, form, taken, _form_page(request, "new"))


def fund_terms(request: HttpRequest, key: str) -> HttpResponse:
    page = fund_page(request.actor, key, on=day_of(request))  # type: ignore[attr-defined]
    initial = {"since": day_of(request), **_told_last(page.terms[0])}
    form = TermsForm(request.POST or None, initial=initial)
    taken = Taken(
        act=set_terms,
        told=lambda: {"key": key, "terms": form.terms()},
        done=_("Done."),
        back=_address(key),
    )
    return take_step(request, form, taken, _form_page(request, "terms", page.fund))


def fund_grant(request: HttpRequest, key: str) -> HttpResponse:
    found = fund_for(request.actor, key)  # type: ignore[attr-defined]
    form = GrantForm(request.POST or None)
    taken = Taken(
        act=appropriate_fund,
        told=lambda: {"key": key, **form.cleaned_data},
        done=_("Done."),
        back=_address(key),
    )
    return take_step(request, form, taken, _form_page(request, "grant", found))


def _told_last(terms: FundTerms) -> dict[str, Any]:
    return {
        "excluded": terms.excludes,
        "barred": terms.bars,
        "own_share_ppm": terms.own_share_ppm,
        "late_rate_ppm": terms.late_rate_ppm,
        "basis": terms.basis,
    }


def _address(key: str) -> str:
    return reverse("console:bridge-fund", args=[key])


def _form_page(
    request: HttpRequest, what: str, held: BridgeFund | None = None
) -> Callable[..., HttpResponse]:
    return page_of(request, "console/bridges/fund_form.html", what=what, fund=held)
