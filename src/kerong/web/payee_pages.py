"""My bank account and what is paid to me: the same page for firms and for institutions."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.kernel.policy import Policy
from kerong.payments.account_draft import AccountDraft
from kerong.payments.give_account import give_account
from kerong.payments.reads import payee_page
from kerong.web.clock import moment_of
from kerong.web.columns import day_column, money_column, state_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm, KerongForm
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, show_table

PAYMENTS = Table(
    columns=(
        Column(key="no", title=gettext_lazy("Payment"), cell="no", order_by=("pk",)),
        Column(key="purpose", title=gettext_lazy("Purpose"), cell="purpose"),
        money_column("amount", gettext_lazy("Amount"), "amount_fen"),
        state_column("payment_state"),
        Column(
            key="account",
            title=gettext_lazy("Account"),
            cell=lambda row: row.account.masked if row.account else "—",
        ),
        day_column("paid", gettext_lazy("Bank's day"), "paid_on"),
        day_column("late", gettext_lazy("Sent back on"), "late_on"),
        Column(key="reason", title=gettext_lazy("Remark"), cell="reason", spare=True),
    ),
    order="-no",
    tight=True,
)


class AccountForm(KerongForm):
    """The account as it stands on the bank's letter."""

    holder = forms.CharField(
        label=gettext_lazy("Holder"),
        max_length=120,
        help_text=gettext_lazy("As on the business licence."),
    )
    bank = forms.CharField(
        label=gettext_lazy("Bank"), max_length=120, help_text=gettext_lazy("With its branch.")
    )
    branch_code = forms.CharField(
        label=gettext_lazy("Clearing number"),
        max_length=20,
        help_text=gettext_lazy("12 digits; the bank knows it."),
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )
    number = forms.CharField(
        label=gettext_lazy("Account number"),
        max_length=48,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
    )


def payee_payments(request: HttpRequest, *, template: str, may_give: Policy) -> HttpResponse:
    """The account that stands, the one that waits, and every payment to the party."""
    return _page(request, template, may_give)


def payee_account(
    request: HttpRequest, *, template: str, may_give: Policy, back: str
) -> HttpResponse:
    """Give an account; a second person looks at it before money goes there."""
    form = AccountForm(request.POST)
    if not form.is_valid():
        return _page(request, template, may_give, form=form, status=400)
    made = attempted(
        give_account,
        actor=request.actor,  # type: ignore[attr-defined]
        draft=AccountDraft(**form.cleaned_data),
        at=moment_of(request),
    )
    if isinstance(made, Refusal):
        field = str(made.fault.facts.get("field", ""))
        if field in form.fields:
            form.add_error(field, made.sentence)
            return _page(request, template, may_give, form=form, status=made.status)
        return _page(request, template, may_give, form=form, fault=made, status=made.status)
    messages.success(request, _("The account is noted; a second person confirms it."))
    return HttpResponseRedirect(back)


def _page(
    request: HttpRequest, template: str, may_give: Policy, *, status: int = 200, **given: Any
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = payee_page(actor)
    if wanted_export(request):
        return export_table(PAYMENTS, page.payments, request, "payments")
    context = {
        "page": page,
        "table": show_table(PAYMENTS, page.payments, request.GET),
        "filters": FilterForm.of(request.GET),
        "form": AccountForm() if may_give.allows(actor) else None,
        **given,
    }
    return render(request, template, context, status=status)
