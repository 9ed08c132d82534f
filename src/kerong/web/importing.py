"""Sending in a file of facts, the same for a firm and for the platform's people."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kerong.evidence.imports.check_observations import COLUMNS as OBSERVATION_COLUMNS
from kerong.evidence.imports.check_records import COLUMNS as RECORD_COLUMNS
from kerong.evidence.imports.columns import Column
from kerong.evidence.imports.limits import MAX_BYTES
from kerong.evidence.imports.report import ImportReport
from kerong.evidence.imports.templates import TEMPLATES, template_csv, template_xlsx
from kerong.evidence.models import ImportBatch
from kerong.evidence.stage_import import stage_import
from kerong.kernel.errors import NotFound
from kerong.web.clock import moment_of
from kerong.web.downloads import as_attachment
from kerong.web.formats import is_english
from kerong.web.forms import KerongForm

_SHOWN_FAULTS = 200
_KINDS = (
    (ImportBatch.Kind.OBSERVATIONS.value, _("figures by period (long rows)")),
    (ImportBatch.Kind.RECORDS.value, _("records: patents, certificates, lawsuits …")),
)
EVIDENCE_COLUMNS = (*OBSERVATION_COLUMNS, *RECORD_COLUMNS)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MAKERS = {"csv": (template_csv, "text/csv; charset=utf-8"), "xlsx": (template_xlsx, _XLSX)}


class FileForm(KerongForm):
    """One file of rows; its content decides what it is read as."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX or JSON, at most 10 MB; Chinese in UTF-8 or GB18030."),
        widget=forms.FileInput({"accept": ".csv,.xlsx,.json,.txt"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise forms.ValidationError(gettext("The file is larger than 10 MB; split it."))
        return file


class UploadForm(FileForm):
    """What the file holds, and the file."""

    kind = forms.ChoiceField(label=_("What the file holds"), choices=_KINDS, initial="observations")
    field_order = ("kind", "file")


def staged(request: HttpRequest, form: UploadForm) -> ImportReport:
    """The report of the file in a valid form; without errors its rows are set aside."""
    file = form.cleaned_data["file"]
    report: ImportReport = stage_import(
        actor=request.actor,  # type: ignore[attr-defined]
        kind=form.cleaned_data["kind"],
        name=file.name or "",
        content=file.read(),
        at=moment_of(request),
    )
    return report


def report_context(
    report: ImportReport | None, columns: Iterable[Column] = EVIDENCE_COLUMNS
) -> dict[str, Any]:
    """What `web/parts/import_report.html` shows: where each cell is wrong, and why.

    `columns` are those of the file, by whose headings its sender knows them.
    """
    if report is None:
        return {"report": None}
    language = get_language() or "zh-hans"
    headings = {column.name: column.zh for column in columns}
    shown = [
        (fault, _heading(fault.column, headings), fault.say(language))
        for fault in report.errors[:_SHOWN_FAULTS]
    ]
    return {
        "report": report,
        "faults": shown,
        "more_faults": report.errors_count - len(shown),
    }


def _heading(column: str, headings: Mapping[str, str]) -> str:
    """A column by the heading of Chinese files; in English beside the code, another heading."""
    zh = headings.get(column, "")
    return f"{column} · {zh}" if zh and is_english() else zh or column


def template_response(kind: str, form: str) -> HttpResponse:
    """An empty file to fill in, as a download; raises NotFound for anything else."""
    if kind not in TEMPLATES or form not in _MAKERS:
        raise NotFound()
    make, content_type = _MAKERS[form]
    response = HttpResponse(make(kind), content_type=content_type)
    as_attachment(response, f"kerong-{kind}.{form}")
    return response
