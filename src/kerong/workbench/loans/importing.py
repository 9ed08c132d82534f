"""Many reports at once: the bank's file, each row a report, all of them or none."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext

from kerong.contracts.loans.import_reports import MOST_ROWS, Upload, import_reports
from kerong.contracts.loans.report_files import COLUMNS, template_csv
from kerong.web.clock import moment_of
from kerong.web.downloads import as_attachment
from kerong.web.importing import FileForm, report_context


def upload(request: HttpRequest) -> HttpResponse:
    """A file of reports; one wrong cell and nothing is written."""
    sent = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if sent else FileForm()
    report = None
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        found = Upload(file.name or "", file.read())
        actor = request.actor  # type: ignore[attr-defined]
        report = import_reports(actor=actor, upload=found, at=moment_of(request))
        if report.ok and report.written:
            said = ngettext("%(n)d report taken.", "%(n)d reports taken.", report.written)
            messages.success(request, said % {"n": report.written})
            return HttpResponseRedirect(reverse("workbench:loans"))
    refused = bool(form.errors) or (report is not None and not report.ok)
    context = {"form": form, "most": MOST_ROWS, **report_context(report, COLUMNS)}
    status = 400 if refused else 200
    return render(request, "workbench/loans/import.html", context, status=status)


def template(request: HttpRequest) -> HttpResponse:
    """The columns with one row filled for each kind of report."""
    text = "\ufeff" + template_csv()
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    as_attachment(response, "kerong-loan-reports.csv")
    return response
