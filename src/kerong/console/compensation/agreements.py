"""Agreements between banks, guarantors and pools: the list, one of them, drafting and deciding."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.contracts.compensation.access import (
    APPROVE_AGREEMENT,
    DRAFT_AGREEMENT,
    END_AGREEMENT,
    agreement_for,
)
from kerong.contracts.compensation.approve_agreement import approve_agreement
from kerong.contracts.compensation.draft_agreement import AgreementDraft, draft_agreement
from kerong.contracts.compensation.end_agreement import end_agreement
from kerong.contracts.compensation.models import LossPool
from kerong.contracts.compensation.reads import agreements_seen_by
from kerong.contracts.compensation.split_terms import split_row
from kerong.contracts.compensation.stops import rule_on
from kerong.parties.models import Institution
from kerong.rules.programmes.shipped import breakers, splits
from kerong.web.claims.forms import ReasonForm
from kerong.web.clock import moment_of
from kerong.web.columns import day_column, state_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.fields import day_field
from kerong.web.forms import KerongForm, MoneyField
from kerong.web.one_step import Taken, page_of, take_step
from kerong.web.programme_titles import split_title, titles
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, show_table
from kerong.web.words import choices, said

PAYERS = ("fund", "guarantor", "province", "nation", "system")
AGREEMENTS = Table(
    columns=(
        Column(key="no", title=gettext_lazy("Number"), cell="no", order_by=("no",)),
        Column(key="title", title=gettext_lazy("Name"), cell="title", order_by=("title",)),
        Column(key="bank", title=gettext_lazy("Bank"), cell="bank.name", order_by=("bank__name",)),
        Column(
            key="split",
            title=gettext_lazy("Split"),
            cell=lambda row: split_title(row.split_key),
            order_by=("split_key",),
        ),
        Column(key="loans", title=gettext_lazy("Loans"), cell="loan_count", align="right"),
        day_column("from", gettext_lazy("In force from"), "in_force_from"),
        state_column("loss_agreement_state"),
    ),
    order="-no",
    url=lambda row: reverse("console:loss-agreement", args=[row.no]),
)


class AgreementForm(KerongForm):
    title = forms.CharField(label=gettext_lazy("Name"), min_length=2, max_length=120)
    document = forms.CharField(label=gettext_lazy("Document"), min_length=2, max_length=200)
    bank_id = forms.TypedChoiceField(label=gettext_lazy("Bank"), coerce=int)
    guarantor_id = forms.TypedChoiceField(
        label=gettext_lazy("Guarantor"), required=False, coerce=int, empty_value=None
    )
    split_key = forms.ChoiceField(label=gettext_lazy("Split"))
    in_force_from = day_field(gettext_lazy("In force from"))
    in_force_until = day_field(gettext_lazy("In force until"), required=False)
    listings = forms.CharField(
        label=gettext_lazy("Products under it"),
        required=False,
        help_text=gettext_lazy("Numbers of the bank's products, separated by blanks."),
    )
    covers_interest = forms.BooleanField(
        label=gettext_lazy("Normal interest may be claimed"), required=False
    )
    waiting_days = forms.IntegerField(
        label=gettext_lazy("Days of waiting"), required=False, min_value=0, max_value=3650
    )
    breaker_key = forms.ChoiceField(label=gettext_lazy("Breaker"), required=False)
    division_code = forms.CharField(label=gettext_lazy("District"), required=False, max_length=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = {
            "bank_id": list(Institution.objects.filter(kind="bank").values_list("pk", "name")),
            "guarantor_id": [
                ("", "—"),
                *Institution.objects.filter(kind="guarantor").values_list("pk", "name"),
            ],
            "split_key": titles(splits()),
            "breaker_key": [("", "—"), *titles(breakers())],
        }
        for name, rows in named.items():
            field: Any = self.fields[name]
            field.choices = rows
        keys = [("", "—"), *LossPool.objects.values_list("key", "title")]
        payers = dict(choices("payer"))
        for payer in PAYERS:
            self.fields[f"pool_{payer}"] = forms.ChoiceField(
                label=payers[payer], choices=keys, required=False
            )
        for scope, title in choices("cap_scope"):
            self.fields[f"cap_{scope}"] = MoneyField(
                label=_("Cap of the fund for %(scope)s") % {"scope": title}, required=False
            )

    def draft(self) -> AgreementDraft:
        typed = dict(self.cleaned_data)
        pools = {payer: typed.pop(f"pool_{payer}") for payer in PAYERS}
        caps = {scope: typed.pop(f"cap_{scope}") for scope, _title in choices("cap_scope")}
        return AgreementDraft(
            **typed | {"listings": tuple(typed["listings"].split())},
            payers=tuple((payer, key) for payer, key in pools.items() if key),
            caps=tuple(("fund", scope, fen) for scope, fen in caps.items() if fen),
        )


def agreements(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    rows = agreements_seen_by(actor)
    if wanted_export(request):
        return export_table(AGREEMENTS, rows, request, "agreements")
    context = {
        "table": show_table(AGREEMENTS, rows, request.GET),
        "may_draft": DRAFT_AGREEMENT.allows(actor),
    }
    return render(request, "console/compensation/agreements.html", context)


def new(request: HttpRequest) -> HttpResponse:
    form = AgreementForm(request.POST or None)
    taken = Taken(
        act=draft_agreement,
        told=lambda: {"draft": form.draft()},
        done=_("The agreement waits for a second person."),
        back=lambda made: reverse("console:loss-agreement", args=[made.no]),
    )
    shown = page_of(request, "console/compensation/agreement_new.html")
    return take_step(request, form, taken, shown)


def agreement(request: HttpRequest, no: str) -> HttpResponse:
    return _page(request, no)


def approval(request: HttpRequest, no: str) -> HttpResponse:
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    agreement_for(actor, no)
    return _done(request, no, attempted(approve_agreement, actor=actor, agreement_no=no, at=at))


def ending(request: HttpRequest, no: str) -> HttpResponse:
    actor, form = request.actor, ReasonForm(request.POST)  # type: ignore[attr-defined]
    agreement_for(actor, no)
    if not form.is_valid():
        return _page(request, no, acted=form, status=400)
    told = {"actor": actor, "agreement_no": no, "at": moment_of(request)}
    return _done(request, no, attempted(end_agreement, **told, **form.arguments()))


def _done(request: HttpRequest, no: str, made: Any) -> HttpResponse:
    if isinstance(made, Refusal):
        return _page(request, no, fault=made, status=made.status)
    state = said(made.state, "loss_agreement_state")
    messages.success(request, _("Done: %(state)s.") % {"state": state})
    return HttpResponseRedirect(reverse("console:loss-agreement", args=[no]))


def _page(request: HttpRequest, no: str, *, status: int = 200, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = agreement_for(actor, no)
    waits, ends = found.state == "drafted", found.state in ("drafted", "in_force")
    second = waits and found.drafted_by_id != actor.person_id
    key, first = found.breaker_key, found.in_force_from
    context = {
        "agreement": found,
        "split": split_row(found.split_key, first),
        "breaker": rule_on(key, first) if key else None,
        "payers": found.payers.select_related("pool"),
        "products": found.products.select_related("listing"),
        "caps": found.caps.all(),
        "may_approve": second and APPROVE_AGREEMENT.allows(actor),
        "form": ReasonForm() if ends and END_AGREEMENT.allows(actor) else None,
        **given,
    }
    return render(request, "console/compensation/agreement.html", context, status=status)
