"""公示: grants that are public today, and the form by which anybody objects to one."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.cases.applications.objections import ObjectionRaised, published, raise_objection
from kerong.cases.applications.reads import published_grants
from kerong.kernel.errors import Busy
from kerong.portal.applications.forms import ObjectionForm, PublicityFilters
from kerong.web.accounts.lockout import client_address
from kerong.web.clock import moment_of
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import cut, finding

MOST_AN_HOUR = 5


class TooManyObjections(Busy):
    code = "application.too_many_objections"
    zh = "提出异议过于频繁，请一小时后再试，或直接联系公示部门。"
    en = "Too many objections from here; try again in an hour, or turn to the office itself."


def publicity(request: HttpRequest) -> HttpResponse:
    """Every grant under publicity, the one that ends first on top."""
    filters = PublicityFilters(request.GET, auto_id="filter_%s")
    words = (filters.cleaned_data.get("q") or "") if filters.is_valid() else ""
    found = finding(words, "find_text") if words else Q()
    rows, page = cut(published_grants(moment_of(request), found), request.GET)
    context = {"filters": filters, "rows": list(rows), "page": page}
    return render(request, "portal/applications/publicity.html", context)


def notice(request: HttpRequest, no: str) -> HttpResponse:
    """One notice; POST objects to it."""
    at = moment_of(request)
    grant = published(no, at)
    form, fault = ObjectionForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        fault = _object(request, no=no, form=form, at=at)
        if not isinstance(fault, Refusal):
            messages.success(request, _("Your objection reached the office. Thank you."))
            return HttpResponseRedirect(reverse("portal:publicity-notice", args=[no]))
    context = {"grant": grant, "form": form, "fault": fault}
    status = fault.status if fault else 400 if form.errors else 200
    return render(request, "portal/applications/notice.html", context, status=status)


def _object(request: HttpRequest, *, no: str, form: ObjectionForm, at: datetime) -> Any:
    """The objection, or why not: what was typed stays on the page then."""
    try:
        _count_objection(request, at)
    except TooManyObjections as busy:
        return Refusal(busy)
    raised = ObjectionRaised(**form.cleaned_data)
    actor = request.actor  # type: ignore[attr-defined]
    return attempted(raise_objection, actor=actor, no=no, raised=raised, at=at)


def _count_objection(request: HttpRequest, at: datetime) -> None:
    """A few an hour from one address, counted once for all processes."""
    key = f"objection:{client_address(request)}:{at:%Y%m%d%H}"
    if cache.add(key, 1, timeout=7200):
        return
    try:
        raised = cache.incr(key)
    except ValueError:
        cache.add(key, 1, timeout=7200)
        return
    if raised > MOST_AN_HOUR:
        raise TooManyObjections()
