"""Pools: what each holds, where its money came from, and the two officers behind it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kerong.contracts.compensation.access import (
    APPROVE_FUNDING,
    ASK_FUNDING,
    OPEN_POOL,
    funding_for,
    pool_for,
)
from kerong.contracts.compensation.approve_funding import approve_funding
from kerong.contracts.compensation.ask_funding import FundingDraft, ask_funding
from kerong.contracts.compensation.models import LossPool
from kerong.contracts.compensation.open_pool import PoolDraft, open_pool
from kerong.contracts.compensation.reads import fundings_of, pools_seen_by
from kerong.contracts.compensation.return_funding import return_funding
from kerong.parties.models import Institution
from kerong.web.claims.forms import ReasonForm
from kerong.web.clock import moment_of
from kerong.web.columns import money_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import KerongForm, MoneyField
from kerong.web.one_step import Taken, page_of, take_step
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, show_table
from kerong.web.words import choices, said

POOLS = Table(
    columns=(
        Column(key="title", title=gettext_lazy("Name"), cell="title", order_by=("title",)),
        Column(key="key", title=gettext_lazy("Key"), cell="key", order_by=("key",)),
        Column(
            key="kind",
            title=gettext_lazy("Kind"),
            cell=lambda row: said(row.kind, "pool_kind"),
            order_by=("kind",),
        ),
        money_column("held", gettext_lazy("Held"), "held_fen"),
        money_column("floor", gettext_lazy("Floor of each tier"), "floor_fen"),
    ),
    order="key",
    url=lambda row: reverse("console:loss-pool", args=[row.key]),
)


class PoolForm(KerongForm):
    key = forms.SlugField(label=gettext_lazy("Key"), max_length=40)
    title = forms.CharField(label=gettext_lazy("Name"), min_length=2, max_length=100)
    tiers = forms.BooleanField(
        label=gettext_lazy("With a tier for city and one for district"), required=False
    )
    floor_fen = MoneyField(label=gettext_lazy("Floor of each tier"), least_fen=0)
    institution_id = forms.TypedChoiceField(
        label=gettext_lazy("Guarantor whose money it is"),
        required=False,
        coerce=int,
        empty_value=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["institution_id"]
        rows = Institution.objects.filter(kind="guarantor").values_list("pk", "name")
        field.choices = [("", _("government")), *rows]

    def draft(self) -> PoolDraft:
        typed = dict(self.cleaned_data)
        tiers = ("city", "district") if typed.pop("tiers") else ()
        return PoolDraft(tiers=tiers, **typed)


class FundingForm(KerongForm):
    part = forms.ChoiceField(label=gettext_lazy("Tier"), required=False)
    kind = forms.ChoiceField(label=pgettext_lazy("funding", "What happens"))
    amount_fen = MoneyField(label=gettext_lazy("Amount"))
    document = forms.CharField(label=gettext_lazy("Document"), min_length=2, max_length=200)
    reference = forms.CharField(label=gettext_lazy("Document number"), min_length=2, max_length=100)

    def __init__(self, pool: LossPool, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        part: Any = self.fields["part"]
        tiers = pool.accounts.values_list("part", flat=True)
        part.choices = [(each, said_part(each)) for each in tiers]
        kind: Any = self.fields["kind"]
        kind.choices = choices("funding_kind")


def said_part(part: str) -> str:
    return str(dict(choices("pool_part"))[part])


def pools(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    rows = pools_seen_by(actor)
    if wanted_export(request):
        return export_table(POOLS, rows, request, "pools")
    context = {"table": show_table(POOLS, rows, request.GET), "may_open": OPEN_POOL.allows(actor)}
    return render(request, "console/compensation/pools.html", context)


def new(request: HttpRequest) -> HttpResponse:
    form = PoolForm(request.POST or None)
    taken = Taken(
        act=open_pool,
        told=lambda: {"draft": form.draft()},
        done=_("The pool is open."),
        back=lambda made: reverse("console:loss-pool", args=[made.key]),
    )
    return take_step(request, form, taken, page_of(request, "console/compensation/pool_new.html"))


def pool(request: HttpRequest, key: str) -> HttpResponse:
    return _page(request, key)


def funding(request: HttpRequest, key: str) -> HttpResponse:
    """Ask for money to be put in or given back."""
    actor = request.actor  # type: ignore[attr-defined]
    form = FundingForm(pool_for(actor, key), request.POST)
    if not form.is_valid():
        return _page(request, key, form=form, status=400)
    draft = FundingDraft(**form.cleaned_data)
    told = {"actor": actor, "pool_key": key, "draft": draft, "at": moment_of(request)}
    return _done(request, key, attempted(ask_funding, **told))


def approval(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    key = funding_for(actor, pk).account.pool.key
    at = moment_of(request)
    return _done(request, key, attempted(approve_funding, actor=actor, funding_id=pk, at=at))


def returning(request: HttpRequest, pk: int) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    key, form = funding_for(actor, pk).account.pool.key, ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, key, acted=form, status=400)
    told = {"actor": actor, "funding_id": pk, "at": moment_of(request)}
    return _done(request, key, attempted(return_funding, **told, **form.arguments()))


def _done(request: HttpRequest, key: str, made: Any) -> HttpResponse:
    if isinstance(made, Refusal):
        return _page(request, key, fault=made, status=made.status)
    messages.success(request, _("Done: %(state)s.") % {"state": said(made.state, "funding_state")})
    return HttpResponseRedirect(reverse("console:loss-pool", args=[key]))


def _page(request: HttpRequest, key: str, *, status: int = 200, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = pool_for(actor, key)
    context = {
        "pool": found,
        "accounts": found.accounts.select_related("account"),
        "fundings": fundings_of(found),
        "agreements": found.payers.select_related("agreement__bank"),
        "form": FundingForm(found) if ASK_FUNDING.allows(actor) else None,
        "return_form": ReasonForm(auto_id="return_%s"),
        "may_approve": APPROVE_FUNDING.allows(actor),
        "me": actor.person_id,
        **given,
    }
    return render(request, "console/compensation/pool.html", context, status=status)
