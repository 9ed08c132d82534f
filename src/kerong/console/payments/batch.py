"""One batch: its items, who drafted and approved it, how far it is, its files and papers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kerong.console.payments.due import PAYMENTS, PaymentFilters
from kerong.console.payments.words import batch_url
from kerong.documents.render import pdf_of
from kerong.kernel.errors import NotFound
from kerong.payments import access
from kerong.payments.approve_batch import approve_batch
from kerong.payments.discard_batch import discard_batch
from kerong.payments.export_batch import export_batch
from kerong.payments.issue_list import issue_list
from kerong.payments.reads import BatchPage, batch_page, paper_of, payments_found
from kerong.payments.reissue_batch import reissue_batch
from kerong.payments.take_out import take_out
from kerong.web.clock import moment_of
from kerong.web.downloads import as_attachment
from kerong.web.exports import CSV, XLSX, export_table, wanted_export
from kerong.web.forms import KerongForm
from kerong.web.importing import FileForm
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import show_table


class DiscardForm(KerongForm):
    words = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=4,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )


def batch(request: HttpRequest, no: str) -> HttpResponse:
    """Asked by htmx, the progress alone; `export` gives the items as a file without accounts."""
    actor = request.actor  # type: ignore[attr-defined]
    page = batch_page(actor, no)
    if request.htmx:  # type: ignore[attr-defined]
        return _progress(request, page)
    if wanted_export(request):
        rows = PaymentFilters.of(request.GET).narrowed(payments_found(actor, ""))
        return export_table(PAYMENTS, rows.filter(batch=page.batch), request, no)
    return shown(request, page)


def shown(
    request: HttpRequest, page: BatchPage, *, status: int = 200, **given: Any
) -> HttpResponse:
    """The page of the batch; also after an act on it said no."""
    actor, batch = request.actor, page.batch  # type: ignore[attr-defined]
    filters = PaymentFilters.of(request.GET)
    rows = payments_found(actor, str(filters.asked("q") or "")).filter(batch=batch)
    is_drafter = actor.person_id == batch.drafted_by_id
    context = {
        "page": page,
        "batch": batch,
        "filters": filters,
        "table": show_table(PAYMENTS, filters.narrowed(rows), request.GET),
        "may_approve": page.is_draft and not is_drafter and access.APPROVE_BATCH.allows(actor),
        "may_change": page.is_draft and access.TAKE_OUT.allows(actor),
        "may_send_files": page.is_out and access.EXPORT_BATCH.allows(actor),
        "may_import": page.is_out and access.IMPORT_RETURNS.allows(actor),
        "upload": FileForm(),
        "form": DiscardForm(),
        **given,
    }
    return render(request, "console/payments/batch.html", context, status=status)


def _progress(request: HttpRequest, page: BatchPage) -> HttpResponse:
    """The bar as it stands; once nothing is under way the whole page is loaded anew."""
    response = render(request, "console/payments/progress.html", {"page": page})
    if not page.is_under_way:
        response["HX-Refresh"] = "true"
    return response


def batch_approve(request: HttpRequest, no: str) -> HttpResponse:
    """The version the person saw comes with the button."""
    version = request.POST.get("version", "")
    given = {"version": int(version) if version.isdecimal() and len(version) < 10 else 0}
    return _done(request, no, approve_batch, _("The batch goes out."), **given)


def batch_discard(request: HttpRequest, no: str) -> HttpResponse:
    form = DiscardForm(request.POST)
    if not form.is_valid():
        page = batch_page(request.actor, no)  # type: ignore[attr-defined]
        return shown(request, page, form=form, status=400)
    words = form.cleaned_data["words"]
    return _done(request, no, discard_batch, _("The draft is discarded."), words=words)


def batch_take_out(request: HttpRequest, no: str) -> HttpResponse:
    nos = request.POST.getlist("payment")
    return _done(request, no, take_out, _("Taken out; they are due again."), payment_nos=nos)


def batch_list(request: HttpRequest, no: str) -> HttpResponse:
    return _done(request, no, issue_list, _("The payment list is issued."))


def batch_reissue(request: HttpRequest, no: str) -> HttpResponse:
    """Whatever came back and whose payee has another account by now."""
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    made = attempted(reissue_batch, actor=actor, batch_no=no, at=at)
    if isinstance(made, Refusal):
        return shown(request, batch_page(actor, no), fault=made, status=made.status)
    said = ngettext("%(n)d payment ordered again.", "%(n)d payments ordered again.", len(made))
    messages.success(request, said % {"n": len(made)})
    return HttpResponseRedirect(batch_url(no))


def batch_file(request: HttpRequest, no: str, form: str) -> HttpResponse:
    """The file the bank pays from; each time it is taken is told in the trail."""
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    made = attempted(export_batch, actor=actor, batch_no=no, form=form, at=at)
    if isinstance(made, Refusal):
        return shown(request, batch_page(actor, no), fault=made, status=made.status)
    kind = XLSX if made.file.form == "xlsx" else CSV
    response = HttpResponse(made.content, content_type=kind)
    as_attachment(response, made.name)
    return response


def batch_paper(request: HttpRequest, no: str, document: str) -> HttpResponse:
    """One part of the payment list, made now from what was frozen when it was issued."""
    found = paper_of(request.actor, no, document)  # type: ignore[attr-defined]
    if found is None:
        raise NotFound()
    page = request.build_absolute_uri(reverse("portal:verify"))
    response = HttpResponse(pdf_of(found, page=page), content_type="application/pdf")
    as_attachment(response, f"{found.no}.pdf")
    return response


def _done(request: HttpRequest, no: str, act: Any, told: str, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    made = attempted(act, actor=actor, batch_no=no, at=moment_of(request), **given)
    if isinstance(made, Refusal):
        return shown(request, batch_page(actor, no), fault=made, status=made.status)
    messages.success(request, told)
    return HttpResponseRedirect(batch_url(no))
