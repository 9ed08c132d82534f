"""A new need: fill in, kept while typing; check the answers; publish once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.cases.models import Case
from kerong.portal.needs.forms import NeedForm, initial_need
from kerong.portal.needs.kept import Kept, forget_need, keep_need, kept_need
from kerong.portal.needs.order import order_of
from kerong.portal.needs.publish import publish
from kerong.portal.needs.review import review_of
from kerong.web.clock import moment_of
from kerong.web.refusal import Refusal, attempted

NAMES = list(NeedForm.base_fields)


def need_new(request: HttpRequest) -> HttpResponse:
    """The form: what the calculator handed over, else what was kept, else what is usual."""
    actor = request.actor  # type: ignore[attr-defined]
    kept = kept_need(actor)
    if request.method == "POST":
        form = NeedForm(request.POST)
        keep_need(actor, request.POST, NAMES, at=moment_of(request))
        if form.is_valid():
            return HttpResponseRedirect(reverse("portal:need-check"))
        return _page(request, form, kept)
    order = order_of(request.GET, actor)
    if order.listing is None and kept.fields:
        form = NeedForm(initial=_first_values(kept))
        return _page(request, form, kept)
    return _page(request, NeedForm(initial=initial_need(order.initial)), kept, order.listing)


def need_keep(request: HttpRequest) -> HttpResponse:
    """What is typed so far, sent by the page itself; nothing is judged."""
    actor = request.actor  # type: ignore[attr-defined]
    keep_need(actor, request.POST, NAMES, at=moment_of(request))
    return HttpResponse(status=204)


def need_forget(request: HttpRequest) -> HttpResponse:
    """Begin anew."""
    forget_need(request.actor)  # type: ignore[attr-defined]
    return HttpResponseRedirect(reverse("portal:need-new"))


def need_check(request: HttpRequest) -> HttpResponse:
    """Check your answers; POST publishes. The page carries all answers, so it can be sent again."""
    actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST":
        form, key = NeedForm(request.POST), request.POST.get("client_key", "")[:64]
    else:
        kept = kept_need(actor)
        form, key = NeedForm(_as_query(kept)), kept.client_key
    if not form.is_valid() or not key:
        return HttpResponseRedirect(reverse("portal:need-new"))
    fault = None
    if request.method == "POST":
        made = attempted(publish, form=form, client_key=key, actor=actor, at=moment_of(request))
        if not isinstance(made, Refusal):
            return _published(request, made)
        fault = made
    context = {"form": form, "client_key": key, "review": review_of(form), "fault": fault}
    status = fault.status if fault else 200
    return render(request, "portal/needs/check.html", context, status=status)


def _published(request: HttpRequest, case: Case) -> HttpResponse:
    forget_need(request.actor)  # type: ignore[attr-defined]
    messages.success(request, _("Your need %(no)s is published.") % {"no": case.no})
    return HttpResponseRedirect(reverse("portal:need", args=[case.no]))


def _page(request: HttpRequest, form: NeedForm, kept: Kept, listing: Any = None) -> HttpResponse:
    context = {"form": form, "kept": kept, "listing": listing}
    return render(request, "portal/needs/new.html", context, status=400 if form.errors else 200)


def _first_values(kept: Kept) -> dict[str, Any]:
    """Kept texts as initial values, as typed."""
    many = {"consent"}
    return {
        name: list(values) if name in many else (values[0] if values else "")
        for name, values in kept.fields.items()
    }


def _as_query(kept: Kept) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, values in kept.fields.items():
        query.setlist(name, list(values))
    return query
