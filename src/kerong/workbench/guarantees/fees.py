"""Closing an invoice at the guarantor's desk: money received, or given up."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.contracts.guarantees.access import invoice_for
from kerong.contracts.guarantees.receive_fee import receive_fee
from kerong.contracts.guarantees.waive_fee import waive_fee
from kerong.web.clock import day_of, moment_of
from kerong.web.refusal import Refusal, attempted
from kerong.workbench.guarantees.forms import ReceiptForm, WaiverForm


def receipt(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """The money came in, or the re-guarantee fee was paid on."""
    form = ReceiptForm(request.POST or None, initial={"received_on": day_of(request)})
    return _closed(request, invoice_id, form, receive_fee, _("Record the payment"))


def waiver(request: HttpRequest, invoice_id: int) -> HttpResponse:
    """The fee is given up, with the policy or the reason."""
    form = WaiverForm(request.POST or None)
    return _closed(request, invoice_id, form, waive_fee, _("Waive the fee"))


def _closed(
    request: HttpRequest, invoice_id: int, form: Any, act: Callable[..., Any], title: str
) -> HttpResponse:
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    row, fault = invoice_for(actor, invoice_id), None
    if request.method == "POST" and form.is_valid():
        made = attempted(act, actor=actor, invoice_id=invoice_id, at=at, **form.cleaned_data)
        if not isinstance(made, Refusal):
            messages.success(request, _("The invoice is closed."))
            return HttpResponseRedirect(reverse("workbench:guarantee", args=[row.guarantee.no]))
        fault = made
    status = fault.status if fault else (400 if form.errors else 200)
    context = {"invoice": row, "guarantee": row.guarantee, "form": form, "title": title}
    return render(
        request, "workbench/guarantees/invoice.html", context | {"fault": fault}, status=status
    )
