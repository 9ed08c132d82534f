"""免申名单: having one drawn up, looking at its firms, confirming and deciding it."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.cases.applications.access import CONFIRM_LIST, SCREEN, list_for
from kerong.cases.applications.confirm_list import confirm_list
from kerong.cases.applications.decide_list import decide_list
from kerong.cases.applications.open_list import drop_list, open_list
from kerong.cases.applications.reads import desks, eligible_lists
from kerong.cases.models import EligibleList
from kerong.console.applications.forms import WordsForm
from kerong.console.applications.tables import CANDIDATES, LISTS, clause_titles
from kerong.kernel.actor import Actor
from kerong.web.clock import day_of, moment_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm, KerongForm
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import show_table

L = EligibleList.State


class OpenForm(KerongForm):
    clause = forms.ChoiceField(label=gettext_lazy("Clause your office handles"), choices=[])

    def __init__(self, *args: Any, actor: Actor, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["clause"]
        own = desks().filter(lead_id=actor.department_id).values_list("clause", flat=True)
        titles = clause_titles(on)
        field.choices = [(code, f"{code} {titles.get(code, '')}".strip()) for code in own]


def lists(request: HttpRequest) -> HttpResponse:
    """Lists of the office, the newest first; POST has a new one drawn up."""
    actor = request.actor  # type: ignore[attr-defined]
    form, fault = None, None
    if SCREEN.allows(actor):
        posted = request.POST if request.method == "POST" else None
        form = OpenForm(posted, actor=actor, on=day_of(request))
    if form is not None and request.method == "POST" and form.is_valid():
        made = attempted(open_list, actor=actor, at=moment_of(request), **form.cleaned_data)
        if not isinstance(made, Refusal):
            return HttpResponseRedirect(reverse("console:eligible-list", args=[made.no]))
        fault = made
    rows = eligible_lists(actor)
    if wanted_export(request):
        return export_table(LISTS, rows, request, "lists")
    table, filters = show_table(LISTS, rows, request.GET), FilterForm.of(request.GET)
    context = {"table": table, "filters": filters, "form": form, "fault": fault}
    status = fault.status if fault else 400 if form is not None and form.errors else 200
    return render(request, "console/applications/lists.html", context, status=status)


def eligible_list(request: HttpRequest, no: str) -> HttpResponse:
    """The firms on it; the filtered list as a file."""
    made = list_for(request.actor, no)  # type: ignore[attr-defined]
    if wanted_export(request):
        return export_table(CANDIDATES, _rows(made), request, no)
    return _page(request, made)


def confirmation(request: HttpRequest, no: str) -> HttpResponse:
    return _after(request, no, confirm_list, _("Confirmed. Every firm is told and made public."))


def deciding(request: HttpRequest, no: str) -> HttpResponse:
    return _after(request, no, decide_list, _("Decided. Grants follow one by one."))


def giving_up(request: HttpRequest, no: str) -> HttpResponse:
    form = WordsForm(request.POST)
    made = list_for(request.actor, no)  # type: ignore[attr-defined]
    if not form.is_valid():
        return _page(request, made, form=form, status=400)
    return _after(request, no, drop_list, _("The list was given up."), **form.cleaned_data)


def _after(request: HttpRequest, no: str, act: Any, said: str, **typed: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    made = attempted(act, actor=actor, no=no, at=moment_of(request), **typed)
    if isinstance(made, Refusal):
        return _page(request, list_for(actor, no), fault=made, status=made.status)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("console:eligible-list", args=[no]))


def _rows(made: EligibleList) -> Any:
    return made.applications.select_related("enterprise").order_by("pk")


def _page(
    request: HttpRequest, made: EligibleList, *, status: int = 200, **given: Any
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    another = CONFIRM_LIST.allows(actor) and actor.person_id != made.opened_by_id
    until = made.publicity_to_on
    context = {
        "made": made,
        "table": show_table(CANDIDATES, _rows(made), request.GET),
        "filters": FilterForm.of(request.GET),
        "may_confirm": another and made.state == L.DRAWN_UP,
        "may_decide": another and made.state == L.CONFIRMED and until and until < day_of(request),
        "may_drop": SCREEN.allows(actor) and made.state in (L.FILLING, L.DRAWN_UP),
        "form": WordsForm(),
        **given,
    }
    return render(request, "console/applications/list.html", context, status=status)
