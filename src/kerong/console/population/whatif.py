"""规则试算: drafts that were tried, sending one in, the sheet with its pictures, publishing it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.catalogue.pack_files import FILES
from kerong.console.population.charts import breakdown_option, effects_option
from kerong.console.population.runs import progress_part
from kerong.console.population.search import SearchFilters, searched
from kerong.console.population.sheet import refused_products, shown_sheet
from kerong.console.population.tables import (
    CHANGES,
    CHANGES_SHOWN,
    REFUSED,
    TRIALS,
    ChangeFilters,
    filtered,
    marked,
)
from kerong.population.access import PUBLISH_DRAFT, TRY_DRAFT, sheet_for
from kerong.population.models import WhatIfSheet
from kerong.population.publish_draft import publish_draft
from kerong.population.reads import changes_of, sheet_page, sheets_seen_by
from kerong.population.send_draft import MOST_BYTES, send_draft
from kerong.population.try_draft import Budget, try_draft
from kerong.web.clock import day_of, moment_of
from kerong.web.exports import export_table, note_export, wanted_export
from kerong.web.forms import KerongForm, MoneyField, RateField
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import show_table

_FIELDS = {name: name.partition(".")[0].lower() for name in FILES}


class DraftForm(KerongForm):
    """The files of a pack, and what public money there is for it."""

    offering = forms.FileField(label="offering.yaml")
    examples = forms.FileField(label="examples.yaml")
    readme = forms.FileField(label="README.md")
    scorecard = forms.FileField(label="scorecard.yaml", required=False)
    clauses = forms.FileField(label="clauses.yaml", required=False)
    budget_fen = MoneyField(
        label=gettext_lazy("Budget"),
        unit="wan",
        required=False,
        help_text=gettext_lazy("Left empty, the sheet says what it costs without a comparison."),
    )
    cost_share_ppm = RateField(
        label=gettext_lazy("Share of the amounts public money bears"),
        most_ppm=1_000_000,
        required=False,
        help_text=gettext_lazy("100 for a subsidy; left empty, amounts are no cost."),
    )

    def sent_files(self) -> dict[str, bytes]:
        """What was sent, by the names packs use; a file beyond the limit is cut one byte over."""
        sent = {name: self.cleaned_data[at] for name, at in _FIELDS.items()}
        return {name: file.read(MOST_BYTES + 1) for name, file in sent.items() if file}

    def budget(self) -> Budget:
        typed = self.cleaned_data
        return Budget(typed["budget_fen"], typed["cost_share_ppm"])


def trials(request: HttpRequest) -> HttpResponse:
    """Newest first."""
    actor = request.actor  # type: ignore[attr-defined]
    filters = SearchFilters.of(request.GET)
    rows = searched(
        sheets_seen_by(actor), filters, "draft__title_zh", "draft__title_en", "draft__key"
    )
    if wanted_export(request):
        return export_table(TRIALS, rows, request, "trials")
    context = {
        "filters": filters,
        "table": show_table(TRIALS, rows, request.GET),
        "may_try": TRY_DRAFT.allows(actor),
    }
    return render(request, "console/population/trials.html", context)


def trial_new(request: HttpRequest) -> HttpResponse:
    """Send a draft in and try it; a draft whose examples do not come out is told so here."""
    form, fault = DraftForm(request.POST or None, request.FILES or None), None
    if request.method == "POST" and form.is_valid():
        made = _tried(request, form)
        if not isinstance(made, Refusal):
            messages.success(request, _("The trial is queued; you may leave this page."))
            return HttpResponseRedirect(reverse("console:trial", args=[made.run.no]))
        fault = made
    status = fault.status if fault else 400 if form.errors else 200
    context = {"form": form, "fault": fault}
    return render(request, "console/population/trial_new.html", context, status=status)


def _tried(request: HttpRequest, form: DraftForm) -> Any:
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    draft = attempted(send_draft, actor=actor, files=form.sent_files(), at=at)
    if isinstance(draft, Refusal):
        return draft
    asked = {"digest": draft.digest, "budget": form.budget()}
    return attempted(try_draft, actor=actor, at=at, on=day_of(request), **asked)


def trial(request: HttpRequest, no: str) -> HttpResponse:
    """The sheet in figures, pictures and tables; while it is being made, how far it is."""
    actor = request.actor  # type: ignore[attr-defined]
    page = sheet_page(actor, no)
    if request.htmx:  # type: ignore[attr-defined]
        return progress_part(request, page.sheet.run)
    if page.body and request.GET.get("export") == "json":
        note_export(request, no, form="json", rows=1)
        return _document(page.sheet.digest, page.body)
    second = actor.person_id != page.sheet.author_id
    context = {
        "sheet": page.sheet,
        "run": page.sheet.run,
        "verified": page.is_verified,
        "may_publish": PUBLISH_DRAFT.allows(actor) and second,
        **(_shown(page.sheet, page.body) if page.body else {}),
    }
    return render(request, "console/population/trial.html", context)


def _shown(sheet: WhatIfSheet, body: dict[str, Any]) -> dict[str, Any]:
    """Figures and pictures of a finished sheet."""
    shown = shown_sheet(sheet, body)
    groups = (
        ("by-size", _("By size"), shown.by_size),
        ("by-industry", _("By industry"), shown.by_industry),
        ("by-district", _("By district"), shown.by_district),
    )
    return {
        "shown": shown,
        "effects": effects_option(shown),
        "groups": [(key, title, cells, breakdown_option(cells)) for key, title, cells in groups],
    }


def _document(digest: str, body: dict[str, Any]) -> HttpResponse:
    """The sheet itself, as its digest names it."""
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False, "sort_keys": True})
    response["Content-Disposition"] = f'attachment; filename="what-if-{digest[:16]}.json"'
    return response


def changes(request: HttpRequest, no: str) -> HttpResponse:
    """Firms the draft changes something for, or that stand close to a threshold of it."""
    page = sheet_page(request.actor, no)  # type: ignore[attr-defined]
    sheet, filters = page.sheet, ChangeFilters.of(request.GET)
    rows = filtered(changes_of(sheet), filters)
    if wanted_export(request):
        table = marked(CHANGES, verified=page.is_verified)
        return export_table(table, rows, request, f"what-if-{no}")
    context = {
        "sheet": sheet,
        "run": sheet.run,
        "verified": page.is_verified,
        "filters": filters,
        "table": show_table(CHANGES_SHOWN, rows, request.GET),
    }
    return render(request, "console/population/changes.html", context)


def refused(request: HttpRequest, no: str) -> HttpResponse:
    """Products on the shelf whose numbers the draft does not take."""
    page = sheet_page(request.actor, no)  # type: ignore[attr-defined]
    rows = refused_products(page.sheet, page.body) if page.body else []
    if wanted_export(request):
        return export_table(REFUSED, rows, request, f"refused-{no}")
    context = {"run": page.sheet.run, "table": show_table(REFUSED, rows, request.GET)}
    return render(request, "console/population/refused.html", context)


def publication(request: HttpRequest, no: str) -> HttpResponse:
    """What publishing does is said first; a second person confirms."""
    actor = request.actor  # type: ignore[attr-defined]
    sheet, fault = sheet_for(actor, no), None
    if request.method == "POST":
        made = attempted(publish_draft, actor=actor, run_no=no, at=moment_of(request))
        if not isinstance(made, Refusal):
            messages.success(request, _("The draft is published and counts from now on."))
            return HttpResponseRedirect(reverse("console:trial", args=[no]))
        fault = made
    context = {"sheet": sheet, "run": sheet.run, "fault": fault}
    status = fault.status if fault else 200
    return render(request, "console/population/publication.html", context, status=status)
