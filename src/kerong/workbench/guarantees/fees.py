"""Closing an invoice at the guarantor's desk: money received, or given up."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.contracts.guarantees.access import invoice_for
from kerong.contracts.guarantees.receive_fee import receive_fee
from kerong.contracts.guarantees.waive_fee import waive_fee
from kerong.web.clock import day_of
from kerong.web.one_step import Taken, page_of, take_step
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
    row = invoice_for(request.actor, invoice_id)  # type: ignore[attr-defined]
    taken = Taken(
        act=act,
        told=lambda: {"invoice_id": invoice_id, **form.cleaned_data},
        done=_("The invoice is closed."),
        back=reverse("workbench:guarantee", args=[row.guarantee.no]),
    )
    context = {"invoice": row, "guarantee": row.guarantee, "title": title}
    shown = page_of(request, "workbench/guarantees/invoice.html", **context)
    return take_step(request, form, taken, shown)
