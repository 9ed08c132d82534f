"""全量运行: the list of runs, "run now", and one run with its progress."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.catalogue.models import Offering
from kerong.population.access import ASK_RUN, run_for
from kerong.population.ask_run import ask_run
from kerong.population.models import Run
from kerong.population.reads import run_found, runs_seen_by
from kerong.web import formats
from kerong.web.clock import day_of, moment_of
from kerong.web.columns import day_column, moment_column, state_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, show_table
from kerong.web.words import said

RUNS = Table(
    columns=(
        Column(key="no", title=gettext_lazy("Number"), cell="no", order_by=("pk",)),
        Column(key="kind", title=gettext_lazy("Kind"), cell=lambda row: said(row.kind, "run_kind")),
        state_column("run_state", order=False),
        day_column("on", gettext_lazy("For the day"), "decided_on"),
        Column(
            key="firms",
            title=gettext_lazy("Firms"),
            cell="firms_count",
            order_by=("firms_count",),
            align="right",
        ),
        moment_column("asked", gettext_lazy("Asked for"), "asked_at"),
        moment_column("ended", gettext_lazy("Ended"), "ended_at"),
    ),
    url=lambda row: reverse("console:run", args=[row.no]),
    tight=True,
)


def _choices(codes: Iterable[str], kind: str) -> list[tuple[str, Any]]:
    return [("", gettext_lazy("All")), *((code, said(code, kind)) for code in codes)]


class RunFilters(FilterForm):
    """Which kind of run, and how far it got."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [code for code in Run.Kind.values if code != Run.Kind.WHAT_IF]
        for name, choices in (
            ("kind", _choices(kinds, "run_kind")),
            ("state", _choices(Run.State.values, "run_state")),
        ):
            field: Any = self.fields[name]
            field.choices = choices


def runs(request: HttpRequest) -> HttpResponse:
    """Newest first; the one under way shows how far it is."""
    actor = request.actor  # type: ignore[attr-defined]
    filters = RunFilters.of(request.GET)
    rows = runs_seen_by(actor)
    under_way = rows.filter(ended_at=None).first()
    asked = {name: value for name in filters.fields if (value := filters.asked(name))}
    rows = rows.filter(**asked)
    if wanted_export(request):
        return export_table(RUNS, rows, request, "runs")
    context = {
        "filters": filters,
        "table": show_table(RUNS, rows, request.GET),
        "open": under_way,
        "may_ask": ASK_RUN.allows(actor),
    }
    return render(request, "console/population/runs.html", context)


def run_ask(request: HttpRequest) -> HttpResponse:
    """Begin a run for today, unless one is under way."""
    actor = request.actor  # type: ignore[attr-defined]
    made = attempted(ask_run, actor=actor, at=moment_of(request), on=day_of(request))
    if isinstance(made, Refusal):
        messages.error(request, made.sentence)
        return HttpResponseRedirect(reverse("console:runs"))
    messages.success(request, _("The run is queued; you may leave this page."))
    return HttpResponseRedirect(reverse("console:run", args=[made.no]))


def run(request: HttpRequest, no: str) -> HttpResponse:
    """Inputs, progress and what was found; asked by htmx, the progress alone."""
    found = run_for(request.actor, no)  # type: ignore[attr-defined]
    if request.htmx:  # type: ignore[attr-defined]
        return progress_part(request, found)
    spread = run_found(found) if found.ended_at else None
    cards = {row["scorecard"] for row in spread.grades} if spread else set()
    context = {"run": found, "found": spread, "titles": _titles(cards)}
    return render(request, "console/population/run.html", context)


def _titles(keys: set[str]) -> dict[str, str]:
    """What the packs of scorecards are called, in the language of the page."""
    name = "title_en" if formats.is_english() else "title_zh"
    return dict(Offering.objects.filter(code__in=keys).values_list("code", name))


def progress_part(request: HttpRequest, found: object) -> HttpResponse:
    """The bar as it stands; once the run is over the whole page is loaded anew."""
    response = render(request, "console/population/progress.html", {"run": found})
    if found.ended_at is not None:  # type: ignore[attr-defined]
        response["HX-Refresh"] = "true"
    return response
