"""账务明细: an account's statement as papers with number and check code, and each as its PDF."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.console.ledger.statement import account_page
from kerong.console.ledger.words import account_url
from kerong.documents.models import IssuedDocument
from kerong.documents.render import pdf_of
from kerong.kernel.errors import NotFound
from kerong.ledger.issue_statement import issue_statement, statement_paper
from kerong.ledger.reads import account_for
from kerong.web.clock import moment_of
from kerong.web.downloads import as_attachment
from kerong.web.forms import KerongForm
from kerong.web.refusal import Refusal, attempted


class ExtractForm(KerongForm):
    first = forms.DateField()
    last = forms.DateField()


def extract(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue the extract of these days; the same again is the same paper."""
    actor = request.actor  # type: ignore[attr-defined]
    account, form = account_for(actor, pk), ExtractForm(request.POST)
    if not form.is_valid():
        return account_page(request, account.pk, status=400, acted=form)
    days = form.cleaned_data
    made = attempted(
        issue_statement, actor=actor, account_id=account.pk, at=moment_of(request), **days
    )
    if isinstance(made, Refusal):
        return account_page(request, account.pk, status=made.status, fault=made)
    messages.success(request, _("Issued: %(no)s") % {"no": made[0].no})
    return HttpResponseRedirect(account_url(account.pk))


def extract_paper(request: HttpRequest, pk: int, document: str) -> HttpResponse:
    """The PDF/A of one part, made from what was frozen when it was issued."""
    account = account_for(request.actor, pk)  # type: ignore[attr-defined]
    found: IssuedDocument | None = statement_paper(account, document)
    if found is None:
        raise NotFound()
    page = request.build_absolute_uri(reverse("portal:verify"))
    response = HttpResponse(pdf_of(found, page=page), content_type="application/pdf")
    as_attachment(response, f"{found.no}.pdf")
    return response
