"""待付款项: every payment with its state, and one payment whole."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.console.payments.shown import CancelForm, show_payment
from kerong.console.payments.words import all_or, payment_url
from kerong.payments.access import DRAFT_BATCH
from kerong.payments.cancel import cancel_payment
from kerong.payments.models import Payment
from kerong.payments.reads import due_totals, payment_page, payments_found
from kerong.payments.reissue_payment import reissue_payment
from kerong.web.clock import moment_of
from kerong.web.columns import day_column, moment_column, money_column, state_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.fields import day_field
from kerong.web.forms import FilterForm
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, show_table
from kerong.web.words import said

PAYMENTS = Table(
    columns=(
        Column(key="no", title=gettext_lazy("Payment"), cell="no", order_by=("pk",)),
        Column(
            key="payee",
            title=gettext_lazy("Payee"),
            cell="payee_name",
            order_by=("payee_name", "pk"),
        ),
        Column(
            key="kind",
            title=gettext_lazy("Kind"),
            cell=lambda row: said(row.kind, "payment_kind"),
            order_by=("kind", "pk"),
        ),
        Column(key="purpose", title=gettext_lazy("Purpose"), cell="purpose", spare=True),
        money_column("amount", gettext_lazy("Amount"), "amount_fen"),
        state_column("payment_state"),
        day_column("wanted", gettext_lazy("Not before"), "wanted_on"),
        day_column("paid", gettext_lazy("Bank's day"), "paid_on"),
        day_column("late", gettext_lazy("Sent back on"), "late_on"),
        Column(key="reason", title=gettext_lazy("Reason"), cell="reason", spare=True),
        moment_column("ordered", gettext_lazy("Ordered"), "ordered_at"),
    ),
    order="-no",
    url=lambda row: payment_url(row.no),
    size=50,
    tight=True,
)


class PaymentFilters(FilterForm):
    q = forms.CharField(
        label=gettext_lazy("Payee, number or purpose"), required=False, max_length=80
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    first = day_field(gettext_lazy("Ordered from"), required=False)
    last = day_field(gettext_lazy("Ordered until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("kind", all_or(Payment.Kind.values, "payment_kind")),
            ("state", all_or(Payment.State.values, "payment_state")),
        ):
            field: Any = self.fields[name]
            field.choices = choices

    def narrowed(self, rows: QuerySet[Payment]) -> QuerySet[Payment]:
        asked = {name: value for name in ("kind", "state") if (value := self.asked(name))}
        rows = rows.filter(**asked)
        if first := self.asked("first"):
            rows = rows.filter(ordered_at__date__gte=first)
        if last := self.asked("last"):
            rows = rows.filter(ordered_at__date__lte=last)
        return rows


def payments(request: HttpRequest) -> HttpResponse:
    """Newest first; the figures lead to what waits."""
    actor = request.actor  # type: ignore[attr-defined]
    filters = PaymentFilters.of(request.GET)
    rows = filters.narrowed(payments_found(actor, str(filters.asked("q") or "")))
    if wanted_export(request):
        return export_table(PAYMENTS, rows, request, "payments")
    context = {
        "filters": filters,
        "table": show_table(PAYMENTS, rows, request.GET),
        "totals": due_totals(actor),
        "may_draft": DRAFT_BATCH.allows(actor),
    }
    return render(request, "console/payments/list.html", context)


def payment(request: HttpRequest, no: str) -> HttpResponse:
    return show_payment(request, no)


def payment_cancel(request: HttpRequest, no: str) -> HttpResponse:
    """Call it off, with a reason the payee is told."""
    found, form = payment_page(request.actor, no), CancelForm(request.POST)  # type: ignore[attr-defined]
    if not form.is_valid():
        return show_payment(request, no, form=form, status=400)
    made = attempted(
        cancel_payment,
        reference=found.payment.root,
        reason=form.cleaned_data["words"],
        actor=request.actor,  # type: ignore[attr-defined]
        at=moment_of(request),
    )
    if isinstance(made, Refusal):
        return show_payment(request, no, fault=made, status=made.status)
    messages.success(request, _("The payment is called off."))
    return HttpResponseRedirect(payment_url(made.no))


def payment_reissue(request: HttpRequest, no: str) -> HttpResponse:
    """Order again what came back; to the same account only where somebody says so."""
    made = attempted(
        reissue_payment,
        actor=request.actor,  # type: ignore[attr-defined]
        payment_no=no,
        to_same_account=request.POST.get("same") == "on",
        at=moment_of(request),
    )
    if isinstance(made, Refusal):
        return show_payment(request, no, fault=made, status=made.status)
    messages.success(request, _("It is ordered again as %(no)s.") % {"no": made.no})
    return HttpResponseRedirect(payment_url(made.no))
