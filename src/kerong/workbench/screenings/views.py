"""预授信名单: an institution's screenings, one list with its firms, opening, closing, inviting."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.catalogue.models import Listing
from kerong.population.access import INVITE, KEEP_SCREENING, screening_for
from kerong.population.close_screening import close_screening
from kerong.population.disclosure import disclosed, hidden
from kerong.population.invite_firm import invite_firm
from kerong.population.open_screening import open_screening
from kerong.population.reads import screenable, screenings_of, unverified_screenings
from kerong.web import formats
from kerong.web.clock import day_of, moment_of
from kerong.web.columns import (
    credit_code_column,
    day_column,
    firm_column,
    moment_column,
    money_column,
    rate_column,
    reading_column,
)
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm, KerongForm, UnitInput
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, finding, show_table

_USUAL_DAYS = 90
NAMED = Table(
    columns=(
        firm_column(),
        credit_code_column(),
        money_column("limit", gettext_lazy("Worked-out limit"), "limit_fen"),
        rate_column("rate", gettext_lazy("Yearly rate"), "rate_ppm"),
        Column(
            key="term",
            title=gettext_lazy("Months"),
            cell=lambda row: row.term_months or formats.NOTHING,
            align="right",
        ),
        day_column("since", gettext_lazy("Since"), "from_on"),
        day_column("until", gettext_lazy("Valid until"), "expires_on"),
        moment_column("invited", gettext_lazy("Invited on"), "invited_at"),
        reading_column(),
    ),
    order="-limit",
)


class OpenForm(KerongForm):
    listing = forms.ModelChoiceField(
        label=gettext_lazy("Product"),
        queryset=Listing.objects.none(),
        to_field_name="code",
        empty_label=gettext_lazy("Choose a product"),
    )
    valid_days = forms.IntegerField(
        label=gettext_lazy("A limit is valid for"),
        widget=UnitInput(gettext_lazy("days"), {"inputmode": "numeric"}),
        min_value=1,
        max_value=365,
        initial=_USUAL_DAYS,
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["listing"].queryset = screenable(actor)  # type: ignore[attr-defined]


class FirmFilters(FilterForm):
    q = forms.CharField(
        label=gettext_lazy("Name, initials or credit code"), required=False, max_length=80
    )


def screenings(request: HttpRequest) -> HttpResponse:
    """Every screening of the institution, with how many firms it names and may only count."""
    actor = request.actor  # type: ignore[attr-defined]
    may_keep = KEEP_SCREENING.allows(actor)
    context = {
        "rows": screenings_of(actor, on=day_of(request)),
        "form": OpenForm(actor=actor) if may_keep else None,
    }
    return render(request, "workbench/screenings/list.html", context)


def screening_open(request: HttpRequest) -> HttpResponse:
    """Have a product screened from the next run on."""
    actor = request.actor  # type: ignore[attr-defined]
    form, fault = OpenForm(request.POST, actor=actor), None
    if form.is_valid():
        typed = form.cleaned_data
        asked = {"code": typed["listing"].code, "valid_days": typed["valid_days"]}
        made = attempted(open_screening, actor=actor, at=moment_of(request), **asked)
        if not isinstance(made, Refusal):
            messages.success(request, _("The next run screens this product."))
            return HttpResponseRedirect(reverse("workbench:screening", args=[made.no]))
        fault = made
    rows = screenings_of(actor, on=day_of(request))
    context = {"rows": rows, "form": form, "fault": fault}
    status = fault.status if fault else 400
    return render(request, "workbench/screenings/list.html", context, status=status)


def screening(request: HttpRequest, no: str) -> HttpResponse:
    """Firms under a consent in force by name; how many there are besides, from five on."""
    actor, today = request.actor, day_of(request)  # type: ignore[attr-defined]
    found, filters = screening_for(actor, no), FirmFilters.of(request.GET)
    rows = disclosed(found, on=today)
    if words := filters.asked("q"):
        rows = rows.filter(finding(words, "enterprise__find_text"))
    if wanted_export(request):
        return export_table(NAMED, rows, request, no)
    context = {
        "screening": found,
        "verified": not unverified_screenings([found], on=today),
        "filters": filters,
        "table": show_table(NAMED, rows, request.GET),
        "hidden": hidden(found, on=today),
        "may_invite": INVITE.allows(actor) and found.ended_at is None,
        "may_keep": KEEP_SCREENING.allows(actor) and found.ended_at is None,
    }
    return render(request, "workbench/screenings/screening.html", context)


def invitation(request: HttpRequest, no: str, pre_approval_id: int) -> HttpResponse:
    """Invite one firm of the list to apply."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = {"no": no, "pre_approval_id": pre_approval_id}
    made = attempted(invite_firm, actor=actor, at=moment_of(request), **asked)
    if isinstance(made, Refusal):
        messages.error(request, made.sentence)
    else:
        messages.success(request, _("The firm has been invited."))
    return HttpResponseRedirect(reverse("workbench:screening", args=[no]))


def closure(request: HttpRequest, no: str) -> HttpResponse:
    """End the screening and its limits."""
    made = attempted(close_screening, actor=request.actor, no=no, at=moment_of(request))  # type: ignore[attr-defined]
    if isinstance(made, Refusal):
        messages.error(request, made.sentence)
    else:
        messages.success(request, _("The screening has ended."))
    return HttpResponseRedirect(reverse("workbench:screenings"))
