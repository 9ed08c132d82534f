"""Guarantees as the office and the auditor see them; an officer may suspend a programme."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kerong.contracts.guarantees.access import (
    RESUME_PROGRAMME,
    SUSPEND_PROGRAMME,
    agreement_for,
    agreements_seen_by,
    guarantee_for,
    guarantees_seen_by,
)
from kerong.contracts.guarantees.programmes import programme_choices
from kerong.contracts.guarantees.reads import (
    exposure_by,
    guarantee_page,
    programme_seen,
    programmes_seen,
    totals_of,
)
from kerong.contracts.guarantees.resume_programme import resume_programme
from kerong.contracts.guarantees.suspend_programme import suspend_programme
from kerong.kernel.errors import NotFound
from kerong.parties.models import Institution
from kerong.web.clock import day_of, moment_of
from kerong.web.columns import money_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import KerongForm
from kerong.web.guarantee_shown import (
    GuaranteesForm,
    agreement_columns,
    found,
    guarantee_columns,
    guarantee_context,
    letter_response,
    party_column,
    programme_column,
    programme_title,
    terms_shown,
)
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, show_table

GUARANTEES = Table(
    columns=guarantee_columns(
        party_column("bank", gettext_lazy("Bank")),
        party_column("guarantor", gettext_lazy("Guarantor")),
    ),
    order="-no",
    url=lambda row: reverse("console:guarantee", args=[row.no]),
)
_EXPOSED = (
    Column(key="name", title=gettext_lazy("Institution"), cell="name"),
    programme_column(),
    Column(key="count", title=pgettext_lazy("guarantee", "In force"), cell="count", align="right"),
    money_column("balance", gettext_lazy("Guaranteed now"), "balance_fen", order=False),
    money_column("liability", gettext_lazy("Liability of all"), "liability_fen", order=False),
)
_OWN = money_column("own", gettext_lazy("Borne by the guarantor"), "own_fen", order=False)
OF_BANKS = Table(columns=_EXPOSED, size=50)
OF_GUARANTORS = Table(columns=(*_EXPOSED, _OWN), size=50)
AGREEMENTS = Table(
    columns=agreement_columns(),
    order="-no",
    url=lambda row: reverse("console:guarantee-agreement", args=[row.no]),
)


def _reason() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=5,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )


class SuspensionForm(KerongForm):
    """Whose new guarantees stop, and why."""

    guarantor = forms.TypedChoiceField(
        label=gettext_lazy("Guarantor"), coerce=int, empty_value=None, required=False
    )
    words = _reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Institution.objects.filter(kind="guarantor").order_by("name")
        field: Any = self.fields["guarantor"]
        field.choices = [("", gettext_lazy("all")), *rows.values_list("pk", "name")]


class ResumptionForm(KerongForm):
    words = _reason()


def guarantees(request: HttpRequest) -> HttpResponse:
    """Programmes with their rates, exposure by guarantor and bank, and the list behind it."""
    actor, on = request.actor, day_of(request)  # type: ignore[attr-defined]
    form = GuaranteesForm.of(request.GET)
    rows = found(guarantees_seen_by(actor), form).select_related("enterprise", "bank", "guarantor")
    if wanted_export(request):
        return export_table(GUARANTEES, rows, request, "guarantees")
    programmes = programmes_seen(actor, at=moment_of(request))
    context = {
        "filters": form,
        "table": show_table(GUARANTEES, rows, request.GET),
        "totals": totals_of(rows, on),
        "programmes": [(seen, programme_title(seen.key)) for seen in programmes],
        "by_guarantor": show_table(OF_GUARANTORS, exposure_by("guarantor"), QueryDict()),
        "by_bank": show_table(OF_BANKS, exposure_by("bank"), QueryDict()),
    }
    return render(request, "console/guarantees/list.html", context)


def guarantee(request: HttpRequest, no: str) -> HttpResponse:
    page = guarantee_page(request.actor, no, at=moment_of(request))  # type: ignore[attr-defined]
    return render(request, "console/guarantees/guarantee.html", guarantee_context(page))


def letter(request: HttpRequest, no: str) -> HttpResponse:
    return letter_response(request, guarantee_for(request.actor, no))  # type: ignore[attr-defined]


def agreements(request: HttpRequest) -> HttpResponse:
    rows = agreements_seen_by(request.actor)  # type: ignore[attr-defined]
    rows = rows.select_related("bank", "guarantor")
    context = {"table": show_table(AGREEMENTS, rows, request.GET)}
    return render(request, "console/guarantees/agreements.html", context)


def agreement(request: HttpRequest, no: str) -> HttpResponse:
    row = agreement_for(request.actor, no)  # type: ignore[attr-defined]
    context = {"agreement": row, "rows": terms_shown(row)}
    return render(request, "console/guarantees/agreement.html", context)


def programme(request: HttpRequest, key: str) -> HttpResponse:
    """One programme: its numbers with clause and source, the rates, and its suspension."""
    return _programme(request, key)


def suspension(request: HttpRequest, key: str) -> HttpResponse:
    """Stop new guarantees of the programme, whole or of one guarantor."""
    form = SuspensionForm(request.POST)
    if not form.is_valid():
        return _programme(request, key, form=form)
    typed = form.cleaned_data
    named = {"programme": key, "guarantor_id": typed["guarantor"], "words": typed["words"]}
    return _done(request, key, suspend_programme, named)


def resumption(request: HttpRequest, key: str, suspension_id: int) -> HttpResponse:
    """Let new guarantees be given again."""
    form = ResumptionForm(request.POST)
    if not form.is_valid():
        return _programme(request, key, form=form)
    named = {"suspension_id": suspension_id, "words": form.cleaned_data["words"]}
    return _done(request, key, resume_programme, named)


def _done(request: HttpRequest, key: str, act: Any, named: dict[str, Any]) -> HttpResponse:
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    made = attempted(act, actor=actor, at=at, **named)
    if isinstance(made, Refusal):
        return _programme(request, key, fault=made)
    messages.success(request, _("It is done; banks and guarantors are told."))
    return HttpResponseRedirect(reverse("console:guarantee-programme", args=[key]))


def _programme(request: HttpRequest, key: str, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    if key not in {known for known, _zh, _en in programme_choices()}:
        raise NotFound()
    seen = programme_seen(actor, key, at=moment_of(request))
    names = dict(Institution.objects.filter(kind="guarantor").values_list("pk", "name"))
    context = {
        "programme": seen,
        "rates": [
            {"name": names.get(each.guarantor_id or 0) or _("all together"), "rate": each}
            for each in seen.rates
        ],
        "title": programme_title(key),
        "may_suspend": SUSPEND_PROGRAMME.allows(actor),
        "may_resume": RESUME_PROGRAMME.allows(actor),
        "suspension_form": SuspensionForm(),
        "resumption_form": ResumptionForm(auto_id="resume_%s"),
    }
    fault = given.get("fault")
    status = fault.status if fault else (400 if given else 200)
    return render(request, "console/guarantees/programme.html", context | given, status=status)
