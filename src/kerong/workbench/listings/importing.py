"""Many products at once: an institution's file, each row a draft, all of them or none."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kerong.catalogue.import_listings import MOST_ROWS, Upload, import_listings
from kerong.catalogue.listing_files import Packs, template_csv
from kerong.web.clock import day_of, moment_of
from kerong.web.downloads import as_attachment
from kerong.web.importing import FileForm, report_context


class ProductsForm(FileForm):
    """The file, and whether its products go to the approvers at once."""

    submit = forms.BooleanField(label=_("Hand in for approval at once"), required=False)

    def upload(self) -> Upload:
        file = self.cleaned_data["file"]
        return Upload(file.name or "", file.read(), submit=self.cleaned_data["submit"])


def upload(request: HttpRequest) -> HttpResponse:
    """A file of products; one wrong cell and nothing is written."""
    sent = request.method == "POST"
    form = ProductsForm(request.POST, request.FILES) if sent else ProductsForm()
    report = None
    if sent and form.is_valid():
        actor = request.actor  # type: ignore[attr-defined]
        report = import_listings(actor=actor, upload=form.upload(), at=moment_of(request))
        if report.ok and report.written:
            said = ngettext(
                "%(n)d product drafted from the file.",
                "%(n)d products drafted from the file.",
                report.written,
            )
            messages.success(request, said % {"n": report.written})
            return HttpResponseRedirect(reverse("workbench:listings"))
    refused = bool(form.errors) or (report is not None and not report.ok)
    offerings = [revision.offering for revision in Packs.on(day_of(request)).revisions]
    context = {"form": form, "offerings": offerings, "most": MOST_ROWS, **report_context(report)}
    status = 400 if refused else 200
    return render(request, "workbench/listings/import.html", context, status=status)


def template(request: HttpRequest, offering: str) -> HttpResponse:
    """The columns of one pack with one filled row, marked so that spreadsheets read Chinese."""
    text = "\ufeff" + template_csv(day_of(request), offering)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    as_attachment(response, f"kerong-listings-{offering}.csv")
    return response
