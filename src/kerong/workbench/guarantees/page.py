"""One guarantee at the desk: balances, letter, papers, diligence, fees, and what can be done."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.contracts.guarantees.access import (
    ATTACH_PAPER,
    RECEIVE_FEE,
    RECORD_DILIGENCE,
    WAIVE_FEE,
    guarantee_for,
)
from kerong.contracts.guarantees.attach_paper import attach_paper
from kerong.contracts.guarantees.diligence import diligence_of
from kerong.contracts.guarantees.errors import GuaranteeNotFound
from kerong.contracts.guarantees.models import FeeInvoice
from kerong.contracts.guarantees.reads import GuaranteePage, guarantee_page, paper_of
from kerong.contracts.guarantees.record_diligence import record_diligence, side_of
from kerong.documents.store import open_document
from kerong.web.clock import moment_of
from kerong.web.downloads import as_attachment
from kerong.web.guarantee_shown import guarantee_context, letter_response
from kerong.web.one_step import Taken, page_of, take_step
from kerong.web.refusal import Refusal, attempted
from kerong.workbench.guarantees.forms import DiligenceForm, PaperForm
from kerong.workbench.guarantees.steps import GUARANTEE_STEPS


def guarantee(request: HttpRequest, no: str) -> HttpResponse:
    return show(request, no)


def letter(request: HttpRequest, no: str) -> HttpResponse:
    """The letter as PDF."""
    return letter_response(request, guarantee_for(request.actor, no))  # type: ignore[attr-defined]


def papers(request: HttpRequest, no: str) -> HttpResponse:
    """Put a document to the review."""
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        return show(request, no, paper_form=form, acted=form)
    sent = form.cleaned_data["file"]
    given = {"title": form.cleaned_data["title"], "name": sent.name, "content": sent.read()}
    made = attempted(attach_paper, actor=actor, guarantee_no=no, at=at, **given)
    if isinstance(made, Refusal):
        return show(request, no, fault=made)
    messages.success(request, _("The paper is attached."))
    return HttpResponseRedirect(reverse("workbench:guarantee", args=[no]))


def paper(request: HttpRequest, no: str, paper_id: int) -> HttpResponse:
    found = paper_of(request.actor, no, paper_id)  # type: ignore[attr-defined]
    if found is None:
        raise GuaranteeNotFound(no=no)
    kind = found.document.content_type
    response = HttpResponse(open_document(found.document), content_type=kind)
    as_attachment(response, found.document.name)
    return response


def diligence(request: HttpRequest, no: str) -> HttpResponse:
    """Answer the checklist of one's own side."""
    actor = request.actor  # type: ignore[attr-defined]
    row = guarantee_for(actor, no)
    form = DiligenceForm(diligence_of(row, side_of(actor, row)), request.POST or None)
    taken = Taken(
        act=record_diligence,
        told=lambda: {
            "guarantee_no": no,
            "answers": form.answers(),
            "words": form.cleaned_data["words"],
        },
        done=_("The diligence record is kept."),
        back=reverse("workbench:guarantee", args=[no]),
    )
    shown = page_of(request, "workbench/guarantees/diligence.html", guarantee=row)
    return take_step(request, form, taken, shown)


def show(request: HttpRequest, no: str, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = guarantee_page(actor, no, at=moment_of(request))
    context = {
        **guarantee_context(page),
        "steps": [step for step in GUARANTEE_STEPS if step.is_open(page, actor)],
        "due": due_invoices(page),
        "may_receive": RECEIVE_FEE.allows(actor) and page.side == "guarantor",
        "may_waive": WAIVE_FEE.allows(actor) and page.side == "guarantor",
        "may_record": RECORD_DILIGENCE.allows(actor),
        "may_attach": ATTACH_PAPER.allows(actor),
        "paper_form": PaperForm(),
    }
    fault = given.get("fault")
    status = fault.status if fault else (400 if given else 200)
    return render(request, "workbench/guarantees/guarantee.html", context | given, status=status)


def due_invoices(page: GuaranteePage) -> list[FeeInvoice]:
    """What the guarantor can close by hand: a refund is closed by its payment."""
    rows = (row for row in page.invoices if row.state == FeeInvoice.State.DUE)
    return [row for row in rows if row.kind != FeeInvoice.Kind.REFUND]
