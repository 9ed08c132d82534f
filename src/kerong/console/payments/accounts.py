"""收款账户: accounts that wait for a second person, and one of them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.console.payments.words import account_url, all_or
from kerong.parties.models import Enterprise, Institution
from kerong.parties.search import found_by
from kerong.payments.access import (
    CONFIRM_ACCOUNT,
    REJECT_ACCOUNT,
    account_for,
    accounts_seen_by,
)
from kerong.payments.account_draft import same_name
from kerong.payments.confirm_account import confirm_account
from kerong.payments.models import PayeeAccount
from kerong.payments.reads import payee_of
from kerong.payments.reject_account import reject_account
from kerong.web.clock import moment_of
from kerong.web.columns import moment_column, state_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm, KerongForm
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, show_table

ACCOUNTS = Table(
    columns=(
        Column(
            key="holder", title=gettext_lazy("Holder"), cell="holder", order_by=("holder", "pk")
        ),
        Column(key="bank", title=gettext_lazy("Bank"), cell="bank", order_by=("bank", "pk")),
        Column(key="account", title=gettext_lazy("Account"), cell="masked"),
        state_column("account_state"),
        moment_column("given", gettext_lazy("Account given"), "given_at"),
    ),
    order="-given",
    url=lambda row: account_url(row.pk),
    tight=True,
)


class AccountFilters(FilterForm):
    q = forms.CharField(label=gettext_lazy("Holder or party"), required=False, max_length=80)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        field.choices = all_or(PayeeAccount.State.values, "account_state")


class RejectForm(KerongForm):
    words = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=4,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )


def accounts(request: HttpRequest) -> HttpResponse:
    """What waits for a second person stands first."""
    filters = AccountFilters.of(request.GET)
    rows = accounts_seen_by(request.actor)  # type: ignore[attr-defined]
    if state := filters.asked("state"):
        rows = rows.filter(state=state)
    if words := filters.asked("q"):
        rows = rows.filter(Q(holder__contains=words) | Q(party__in=_parties(words)))
    if wanted_export(request):
        return export_table(ACCOUNTS, rows, request, "payee-accounts")
    context = {"filters": filters, "table": show_table(ACCOUNTS, rows, request.GET)}
    return render(request, "console/payments/accounts.html", context)


def _parties(words: str) -> list[str]:
    """The first hundred parties of each side that the words find."""
    firms = Enterprise.objects.filter(found_by(words)).only("pk")[:100]
    institutions = Institution.objects.filter(found_by(words)).only("pk")[:100]
    return [*(row.reference for row in firms), *(row.reference for row in institutions)]


def account(request: HttpRequest, pk: int) -> HttpResponse:
    return _account(request, pk)


def account_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    made = attempted(confirm_account, actor=actor, account_id=pk, at=moment_of(request))
    return _done(request, pk, made, _("The account is confirmed."))


def account_reject(request: HttpRequest, pk: int) -> HttpResponse:
    form = RejectForm(request.POST)
    if not form.is_valid():
        return _account(request, pk, form=form, status=400)
    actor, words = request.actor, form.cleaned_data["words"]  # type: ignore[attr-defined]
    at = moment_of(request)
    made = attempted(reject_account, actor=actor, account_id=pk, words=words, at=at)
    return _done(request, pk, made, _("The account is sent back."))


def _done(request: HttpRequest, pk: int, made: Any, words: str) -> HttpResponse:
    if isinstance(made, Refusal):
        return _account(request, pk, fault=made, status=made.status)
    messages.success(request, words)
    return HttpResponseRedirect(account_url(pk))


def _account(request: HttpRequest, pk: int, *, status: int = 200, **given: Any) -> HttpResponse:
    """The second person sees the whole number while it waits, and whether the names agree."""
    actor = request.actor  # type: ignore[attr-defined]
    row = account_for(actor, pk)
    payee, waits = payee_of(row), row.state == PayeeAccount.State.GIVEN
    may_confirm = waits and CONFIRM_ACCOUNT.allows(actor) and actor.person_id != row.given_by_id
    context = {
        "account": row,
        "payee": payee,
        "names_agree": same_name(payee.name, row.holder),
        "number": row.number if may_confirm else row.masked,
        "may_confirm": may_confirm,
        "may_reject": waits and REJECT_ACCOUNT.allows(actor),
        "form": RejectForm(),
        **given,
    }
    return render(request, "console/payments/account.html", context, status=status)
