"""回盘: the bank's answer to a batch, tried first or taken at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerong.console.payments.batch import shown
from kerong.console.payments.words import batch_url
from kerong.payments.access import batch_for
from kerong.payments.import_returns import Upload, import_returns
from kerong.payments.models import Payment
from kerong.payments.reads import batch_page
from kerong.payments.return_files import COLUMNS, template_csv
from kerong.web.clock import moment_of
from kerong.web.downloads import as_attachment
from kerong.web.importing import FileForm, report_context
from kerong.web.refusal import Refusal, attempted


def returns(request: HttpRequest, no: str) -> HttpResponse:
    """Every row is taken or none; the dry run says what would happen."""
    actor = request.actor  # type: ignore[attr-defined]
    upload = FileForm(request.POST, request.FILES)
    if not upload.is_valid():
        return shown(request, batch_page(actor, no), upload=upload, form=upload, status=400)
    file = upload.cleaned_data["file"]
    sent = Upload(file.name or "", file.read(), dry_run=request.POST.get("trial") == "on")
    report = attempted(import_returns, actor=actor, batch_no=no, upload=sent, at=moment_of(request))
    if isinstance(report, Refusal):
        return shown(request, batch_page(actor, no), fault=report, status=report.status)
    if report.ok and not report.dry_run:
        messages.success(request, _taken(report.written, report.unchanged))
        return HttpResponseRedirect(batch_url(no))
    context = {"trial": report} if report.ok else report_context(report, COLUMNS)
    return shown(request, batch_page(actor, no), status=200 if report.ok else 400, **context)


def _taken(written: int, unchanged: int) -> str:
    said = ngettext("%(n)d answer taken.", "%(n)d answers taken.", written) % {"n": written}
    if not unchanged:
        return said
    return f"{said} {_('%(n)d were known already.') % {'n': unchanged}}"


def template(request: HttpRequest, no: str) -> HttpResponse:
    """The serials that wait for an answer, with the columns to fill in."""
    batch = batch_for(request.actor, no)  # type: ignore[attr-defined]
    waiting = batch.items.filter(state=Payment.State.SENT).order_by("pk")
    text = "\ufeff" + template_csv(waiting)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    as_attachment(response, f"{no}-returns.csv")
    return response
