"""办理设置: which office handles which clause, and the form by which an office takes one on."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.cases.applications.access import ARRANGE
from kerong.cases.applications.arrange import Arrangement, arrange_clause
from kerong.cases.applications.reads import desks as all_desks
from kerong.cases.models import ClauseDesk
from kerong.catalogue.policies.reads import clause_on
from kerong.console.applications.forms import DeskForm
from kerong.console.applications.tables import clause_titles, desks_table
from kerong.web.clock import day_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.formats import is_english
from kerong.web.forms import FilterForm
from kerong.web.one_step import Taken, page_of, take_step
from kerong.web.tables import show_table


def desks(request: HttpRequest) -> HttpResponse:
    """Clauses an office handles, and those in force that none does."""
    rows, titles = all_desks(), clause_titles(day_of(request))
    table = desks_table(titles)
    if wanted_export(request):
        return export_table(table, rows, request, "desks")
    may = ARRANGE.allows(request.actor)  # type: ignore[attr-defined]
    shown = table if may else replace(table, url=None)
    held = set(rows.values_list("clause", flat=True))
    context = {
        "table": show_table(shown, rows, request.GET),
        "filters": FilterForm.of(request.GET),
        "free": sorted((code, title) for code, title in titles.items() if code not in held),
        "may_arrange": may,
    }
    return render(request, "console/applications/desks.html", context)


def desk(request: HttpRequest, code: str) -> HttpResponse:
    """The form of one clause; POST takes it on or changes how it is handled."""
    actor = request.actor  # type: ignore[attr-defined]
    card, _in_force = clause_on(code, on=day_of(request))
    held = ClauseDesk.objects.filter(clause=code).first()
    first = _initial(held) if held else {"lead_id": actor.department_id, "publicity_days": 5}
    form = DeskForm(request.POST if request.method == "POST" else None, initial=first)
    taken = Taken(
        act=arrange_clause,
        told=lambda: {"arrangement": Arrangement(clause=code, **form.fields_of())},
        done=_("Kept. Firms can apply under this clause."),
        back=reverse("console:clause-desks"),
    )
    context = {"code": code, "title": card.clause.title[is_english()], "card": card}
    shown = page_of(request, "console/applications/desk.html", **context)
    return take_step(request, form, taken, shown)


def _initial(held: ClauseDesk) -> dict[str, Any]:
    reviewers = list(held.reviewers.values_list("department_id", flat=True))
    return {
        "lead_id": held.lead_id,
        "reviewers": reviewers,
        "papers": "\n".join(held.papers),
        "budget": held.budget,
        "publicity_days": held.publicity_days,
        "decides_at_once": held.decides_at_once,
        "adopts": held.adopts,
    }
