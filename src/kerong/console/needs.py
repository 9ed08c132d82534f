"""One need as an officer sees it: counts until a quote is accepted; opening an unmet one again."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.cases import access as cases
from kerong.cases.models import Case
from kerong.cases.reads.need import need_page
from kerong.cases.reopen_need import reopen_need
from kerong.web.clock import day_of, moment_of
from kerong.web.fields import reason_field
from kerong.web.forms import KerongForm
from kerong.web.refusal import Refusal, attempted


class ReopenForm(KerongForm):
    words = reason_field(gettext_lazy("Why is it opened again, and what was arranged?"), most=500)


def need(request: HttpRequest, no: str) -> HttpResponse:
    return _page(request, no)


def reopening(request: HttpRequest, no: str) -> HttpResponse:
    """Open an unmet need for another round."""
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _page(request, no, form=form)
    made = attempted(
        reopen_need,
        actor=request.actor,  # type: ignore[attr-defined]
        case_no=no,
        at=moment_of(request),
        **form.cleaned_data,
    )
    if isinstance(made, Refusal):
        return _page(request, no, fault=made)
    messages.success(request, _("The need is open again."))
    return HttpResponseRedirect(reverse("console:need", args=[no]))


def _page(request: HttpRequest, no: str, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page: Any = need_page(actor, no, on=day_of(request))
    can_reopen = page.case.state == Case.State.UNMET and cases.REOPEN_NEED.allows(actor)
    form = given.pop("form", None)
    fault = given.get("fault")
    context = {"page": page, "case": page.case, "acted": form, "fault": fault}
    context["form"] = (form or ReopenForm()) if can_reopen else None
    status = fault.status if fault else 400 if form is not None else 200
    return render(request, "console/need.html", context, status=status)
