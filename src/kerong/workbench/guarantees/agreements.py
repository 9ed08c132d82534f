"""Agreements at the desk: the list, one with its terms, drafting, signing, declining."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.contracts.guarantees.access import (
    DECLINE_AGREEMENT,
    DRAFT_AGREEMENT,
    SIGN_AGREEMENT,
    agreement_for,
)
from kerong.contracts.guarantees.decline_agreement import decline_agreement
from kerong.contracts.guarantees.draft_agreement import draft_agreement
from kerong.contracts.guarantees.models import Agreement
from kerong.contracts.guarantees.reads import agreements_of
from kerong.contracts.guarantees.sign_agreement import sign_agreement
from kerong.web.clock import moment_of
from kerong.web.columns import day_column, money_column, said_column
from kerong.web.guarantee_shown import agreement_columns, terms_shown
from kerong.web.one_step import Taken, page_of, take_step
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Table, show_table
from kerong.workbench.guarantees.forms import AgreementForm
from kerong.workbench.loans.forms import WordsForm

AGREEMENTS = Table(
    columns=agreement_columns(
        said_column("form", gettext_lazy("Form"), "guarantee_form", order=False),
        money_column("ticket", gettext_lazy("Cap of one letter"), "ticket_cap_fen"),
        day_column("from", gettext_lazy("In force from"), "from_on"),
        day_column("to", gettext_lazy("In force until"), "to_on"),
    ),
    order="-no",
    url=lambda row: reverse("workbench:guarantee-agreement", args=[row.no]),
)


def agreements(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "table": show_table(AGREEMENTS, agreements_of(actor), request.GET),
        "may_draft": DRAFT_AGREEMENT.allows(actor),
    }
    return render(request, "workbench/guarantees/agreements.html", context)


def agreement(request: HttpRequest, no: str) -> HttpResponse:
    return _page(request, agreement_for(request.actor, no))  # type: ignore[attr-defined]


def draft(request: HttpRequest) -> HttpResponse:
    """The guarantor writes the terms and puts them before the bank."""
    form = AgreementForm(request.POST or None)
    taken = Taken(
        act=draft_agreement,
        told=lambda: {"draft": form.draft()},
        done=_("The agreement waits for the bank."),
        back=lambda made: reverse("workbench:guarantee-agreement", args=[made.no]),
    )
    return take_step(request, form, taken, page_of(request, "workbench/guarantees/draft.html"))


def signing(request: HttpRequest, no: str) -> HttpResponse:
    """The bank signs."""
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    row = agreement_for(actor, no)
    made = attempted(sign_agreement, actor=actor, agreement_no=no, at=at)
    if isinstance(made, Refusal):
        return _page(request, row, fault=made)
    messages.success(request, _("The agreement is signed."))
    return HttpResponseRedirect(reverse("workbench:guarantee-agreement", args=[no]))


def declining(request: HttpRequest, no: str) -> HttpResponse:
    """The bank sends the draft back with a reason."""
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    row, form = agreement_for(actor, no), WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form)
    words = form.cleaned_data["words"]
    made = attempted(decline_agreement, actor=actor, agreement_no=no, words=words, at=at)
    if isinstance(made, Refusal):
        return _page(request, row, fault=made)
    messages.success(request, _("The draft went back."))
    return HttpResponseRedirect(reverse("workbench:guarantee-agreement", args=[no]))


def _page(request: HttpRequest, row: Agreement, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    waits = row.state == Agreement.State.DRAFTED and row.bank_id == actor.institution_id
    context = {
        "agreement": row,
        "rows": terms_shown(row),
        "may_sign": waits and SIGN_AGREEMENT.allows(actor),
        "may_decline": waits and DECLINE_AGREEMENT.allows(actor),
        "form": WordsForm(),
    }
    fault = given.get("fault")
    status = fault.status if fault else (400 if given else 200)
    return render(request, "workbench/guarantees/agreement.html", context | given, status=status)
