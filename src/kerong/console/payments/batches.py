"""付款批次: the list of batches, and drafting one."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.console.payments.words import all_or, batch_url
from kerong.payments.access import batches_seen_by
from kerong.payments.draft_batch import BatchDraft, draft_batch
from kerong.payments.models import Payment, PaymentBatch
from kerong.payments.reads import paying_accounts, payments_found
from kerong.web.clock import day_of, moment_of
from kerong.web.columns import moment_column, money_column, state_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.formats import money
from kerong.web.forms import FilterForm, KerongForm
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, show_table
from kerong.web.words import said

MOST_TO_CHOOSE = 200
BATCHES = Table(
    columns=(
        Column(key="no", title=gettext_lazy("Batch"), cell="no", order_by=("pk",)),
        Column(
            key="kind",
            title=gettext_lazy("Kind"),
            cell=lambda row: said(row.kind, "payment_kind"),
            order_by=("kind", "pk"),
        ),
        Column(
            key="items",
            title=gettext_lazy("Payments"),
            cell="item_count",
            order_by=("item_count",),
            align="right",
        ),
        money_column("total", gettext_lazy("Total"), "total_fen"),
        state_column("batch_state"),
        Column(key="drafted", title=gettext_lazy("Drafted by"), cell="drafted_by.name"),
        Column(
            key="approved",
            title=gettext_lazy("Approved by"),
            cell=lambda row: row.approved_by.name if row.approved_by else "—",
        ),
        moment_column("at", gettext_lazy("Drafted"), "drafted_at"),
    ),
    order="-no",
    url=lambda row: batch_url(row.no),
    tight=True,
)


class BatchFilters(FilterForm):
    q = forms.CharField(label=gettext_lazy("Number or remark"), required=False, max_length=60)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("kind", all_or(Payment.Kind.values, "payment_kind")),
            ("state", all_or(PaymentBatch.State.values, "batch_state")),
        ):
            field: Any = self.fields[name]
            field.choices = choices


class DraftForm(KerongForm):
    """Which payments: all that are due of a kind, or those that are ticked."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    payable = forms.ChoiceField(
        label=gettext_lazy("Paid from"),
        required=False,
        help_text=gettext_lazy("One budget's account, or all of them."),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Due until"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Only these payments"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=gettext_lazy("Tick none to gather all that are due."),
    )
    words = forms.CharField(label=gettext_lazy("Remark"), required=False, max_length=300)
    client_key = forms.CharField(widget=forms.HiddenInput(), max_length=80)

    def __init__(self, *args: Any, due: list[Payment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accounts = [(code, f"{title} {code}") for code, title in paying_accounts()]
        choices = {
            "kind": [(code, said(code, "payment_kind")) for code in Payment.Kind.values],
            "payable": [("", _("All")), *accounts],
            "chosen": [(row.no, _line(row)) for row in due],
        }
        for name, offered in choices.items():
            field: Any = self.fields[name]
            field.choices = offered


def _line(row: Payment) -> str:
    kind = said(row.kind, "payment_kind")
    return f"{row.no} · {row.payee_name} · {kind} · {money(row.amount_fen)}"


def batches(request: HttpRequest) -> HttpResponse:
    """Newest first, by kind and state."""
    filters = BatchFilters.of(request.GET)
    rows = batches_seen_by(request.actor).select_related("drafted_by", "approved_by")  # type: ignore[attr-defined]
    asked = {name: value for name in ("kind", "state") if (value := filters.asked(name))}
    rows = rows.filter(**asked)
    if words := filters.asked("q"):
        rows = rows.filter(no__contains=words.upper()) | rows.filter(words__contains=words)
    if wanted_export(request):
        return export_table(BATCHES, rows, request, "payment-batches")
    context = {"filters": filters, "table": show_table(BATCHES, rows, request.GET)}
    return render(request, "console/payments/batches.html", context)


def batch_new(request: HttpRequest) -> HttpResponse:
    """Gather what is due into a draft, which another person sends."""
    actor = request.actor  # type: ignore[attr-defined]
    waiting = payments_found(actor, "").filter(state=Payment.State.DUE).order_by("pk")
    due = list(waiting[:MOST_TO_CHOOSE])
    if request.method != "POST":
        start = {"due_on": day_of(request), "client_key": uuid4().hex}
        start |= {"kind": request.GET.get("kind") or (due[0].kind if due else "")}
        return _draft_page(request, DraftForm(due=due, initial=start))
    form = DraftForm(request.POST, due=due)
    if not form.is_valid():
        return _draft_page(request, form, status=400)
    typed = form.cleaned_data
    draft = BatchDraft(**{**typed, "chosen": tuple(typed["chosen"])})
    made = attempted(draft_batch, actor=actor, draft=draft, at=moment_of(request))
    if isinstance(made, Refusal):
        return _draft_page(request, form, fault=made, status=made.status)
    messages.success(request, _("The draft stands; another person sends it."))
    return HttpResponseRedirect(batch_url(made.no))


def _draft_page(
    request: HttpRequest, form: DraftForm, *, fault: Refusal | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "fault": fault, "most": MOST_TO_CHOOSE}
    return render(request, "console/payments/batch_new.html", context, status=status)
