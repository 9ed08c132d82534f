"""Imports as officers and the operator run them, and the list of all that came in."""

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kerong.evidence.access import IMPORT_ANY, batch_for
from kerong.evidence.apply_import import apply_import
from kerong.evidence.discard_import import discard_import
from kerong.evidence.models import ImportBatch
from kerong.evidence.reads import batches_of, preview_of
from kerong.population.computed_facts import holds_unverified
from kerong.web import formats
from kerong.web.clock import moment_of
from kerong.web.columns import moment_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.forms import FilterForm
from kerong.web.importing import UploadForm, report_context, staged, template_response
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import Column, Table, finding, show_table

BATCHES = Table(
    columns=(
        Column(key="no", title=gettext_lazy("Number"), cell="no", order_by=("pk",)),
        Column(key="name", title=gettext_lazy("File"), cell="name", order_by=("name",)),
        Column(key="firm", title=gettext_lazy("Only for"), cell=lambda row: _firm(row)),
        Column(key="by", title=gettext_lazy("By"), cell=lambda row: _by(row)),
        Column(
            key="rows", title=gettext_lazy("Rows"), cell="rows", order_by=("rows",), align="right"
        ),
        Column(
            key="written",
            title=gettext_lazy("New"),
            cell="written",
            order_by=("written",),
            align="right",
        ),
        moment_column("applied", gettext_lazy("In force since"), "applied_at"),
    ),
    url=lambda row: reverse("console:import", args=[row.no]),
)


class BatchFilters(FilterForm):
    q = forms.CharField(label=gettext_lazy("File or firm"), required=False, max_length=80)


def imports(request: HttpRequest) -> HttpResponse:
    """Every batch, newest first; the filter stays in the address."""
    actor = request.actor  # type: ignore[attr-defined]
    filters = BatchFilters.of(request.GET)
    rows = batches_of(actor)
    if words := filters.asked("q"):
        rows = rows.filter(Q(name__icontains=words) | finding(words, "enterprise__find_text"))
    if wanted_export(request):
        return export_table(BATCHES, rows, request, "imports")
    context = {
        "filters": filters,
        "table": show_table(BATCHES, rows, request.GET),
        "can_import": IMPORT_ANY.allows(actor),
    }
    return render(request, "console/evidence/imports.html", context)


def upload(request: HttpRequest) -> HttpResponse:
    """A file for any firms; one wrong cell and nothing is written."""
    form = UploadForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        report = staged(request, form)
        if report.batch_no:
            return HttpResponseRedirect(reverse("console:import", args=[report.batch_no]))
    refused = bool(form.errors) or (report is not None and not report.ok)
    context = {"form": form, **report_context(report)}
    status = 400 if refused else 200
    return render(request, "console/evidence/upload.html", context, status=status)


def template(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """An empty file to fill in."""
    return template_response(kind, form)


def check(request: HttpRequest, no: str) -> HttpResponse:
    """What the file changes, or would change; one button puts all of it into force."""
    actor = request.actor  # type: ignore[attr-defined]
    fault = None
    if request.method == "POST":
        made = attempted(apply_import, actor=actor, batch_no=no, at=moment_of(request))
        if not isinstance(made, Refusal):
            messages.success(request, _("The figures are in force."))
            return HttpResponseRedirect(reverse("console:imports"))
        fault = made
    batch = batch_for(actor, no)
    context = {
        "batch": batch,
        "unverified": holds_unverified(batch),
        "rows": preview_of(batch) if IMPORT_ANY.allows(actor) else None,
        "fault": fault,
        "can_apply": batch.applied_at is None and IMPORT_ANY.allows(actor),
    }
    status = fault.status if fault else 200
    return render(request, "console/evidence/import.html", context, status=status)


def drop(request: HttpRequest, no: str) -> HttpResponse:
    """Give up a file that is not in force."""
    made = attempted(discard_import, actor=request.actor, batch_no=no)  # type: ignore[attr-defined]
    if isinstance(made, Refusal):
        messages.error(request, made.sentence)
    else:
        messages.success(request, _("The file was dropped; nothing has changed."))
    return HttpResponseRedirect(reverse("console:imports"))


def _firm(batch: ImportBatch) -> str:
    return batch.enterprise.name if batch.enterprise else formats.NOTHING


def _by(batch: ImportBatch) -> str:
    return batch.imported_by.name if batch.imported_by else formats.NOTHING
