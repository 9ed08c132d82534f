"""Sending in one's own figures: upload, look once more, put into force."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.evidence.access import batch_for
from kerong.evidence.apply_import import apply_import
from kerong.evidence.discard_import import discard_import
from kerong.evidence.reads import batches_of, preview_of
from kerong.web.clock import moment_of
from kerong.web.importing import UploadForm, report_context, staged, template_response
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import cut


def imports(request: HttpRequest) -> HttpResponse:
    """The files sent in so far, and the form for a new one; a faulty file writes nothing."""
    form = UploadForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        report = staged(request, form)
        if report.batch_no:
            return HttpResponseRedirect(reverse("portal:import", args=[report.batch_no]))
    rows, page = cut(batches_of(request.actor), request.GET)  # type: ignore[attr-defined]
    context = {"form": form, "rows": rows, "page": page, **report_context(report)}
    refused = bool(form.errors) or (report is not None and not report.ok)
    status = 400 if refused else 200
    return render(request, "portal/evidence/imports.html", context, status=status)


def template(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """An empty file to fill in."""
    return template_response(kind, form)


def check(request: HttpRequest, no: str) -> HttpResponse:
    """What the file would change; one button puts all of it into force."""
    actor = request.actor  # type: ignore[attr-defined]
    fault = None
    if request.method == "POST":
        made = attempted(apply_import, actor=actor, batch_no=no, at=moment_of(request))
        if not isinstance(made, Refusal):
            messages.success(request, _("The figures are in force."))
            return HttpResponseRedirect(reverse("portal:profile"))
        fault = made
    batch = batch_for(actor, no)
    context = {"batch": batch, "rows": preview_of(batch), "fault": fault}
    status = fault.status if fault else 200
    return render(request, "portal/evidence/import.html", context, status=status)


def drop(request: HttpRequest, no: str) -> HttpResponse:
    """Give up a file that is not in force."""
    made = attempted(discard_import, actor=request.actor, batch_no=no)  # type: ignore[attr-defined]
    if isinstance(made, Refusal):
        messages.error(request, made.sentence)
    else:
        messages.success(request, _("The file was dropped; nothing has changed."))
    return HttpResponseRedirect(reverse("portal:imports"))
