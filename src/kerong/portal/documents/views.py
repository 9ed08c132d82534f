"""Documents of the firm: the list, one with its check code, the PDF, and asking for one."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from kerong.cases.issue_acceptance_letter import issue_acceptance_letter
from kerong.cases.issue_credit_letter import issue_credit_letter
from kerong.cases.issue_loan_extract import issue_loan_extract
from kerong.documents.access import issued_for
from kerong.documents.codes import check_code
from kerong.documents.models import IssuedDocument
from kerong.documents.reads import issued_to
from kerong.documents.render import pdf_of
from kerong.documents.verification import standing_of
from kerong.evidence.issue_consent_receipt import issue_consent_receipt
from kerong.portal.documents.words import shown_state, title_of
from kerong.web.clock import moment_of
from kerong.web.downloads import as_attachment
from kerong.web.subjects import address_for


def documents(request: HttpRequest) -> HttpResponse:
    """Everything issued to the firm, newest first."""
    rows = issued_to(request.actor)  # type: ignore[attr-defined]
    listed = [(row, title_of(row), shown_state(row.state)) for row in rows]
    return render(request, "portal/documents/list.html", {"rows": listed})


def document(request: HttpRequest, no: str) -> HttpResponse:
    """What the paper is, whether it stands, and what a reader needs to verify it."""
    actor = request.actor  # type: ignore[attr-defined]
    found = issued_for(actor, no)
    code = check_code(found.no, found.digest, found.issued_at)
    context = {
        "document": found,
        "title": title_of(found),
        "code": code,
        "state": shown_state(standing_of(found)),
        "subject": address_for(actor, found.subject),
        "subject_no": found.subject.partition(":")[2],
    }
    return render(request, "portal/documents/document.html", context)


def file(request: HttpRequest, no: str) -> HttpResponse:
    """The PDF, made now from what was frozen when it was issued."""
    found = issued_for(request.actor, no)  # type: ignore[attr-defined]
    page = request.build_absolute_uri(reverse("portal:verify"))
    response = HttpResponse(pdf_of(found, page=page), content_type="application/pdf")
    as_attachment(response, f"{found.no}.pdf")
    return response


def acceptance_letter(request: HttpRequest, no: str) -> HttpResponse:
    return _issued(request, issue_acceptance_letter, case_no=no)


def credit_letter(request: HttpRequest, no: str) -> HttpResponse:
    return _issued(request, issue_credit_letter, case_no=no)


def loan_extract(request: HttpRequest, no: str) -> HttpResponse:
    return _issued(request, issue_loan_extract, loan_no=no)


def consent_receipt(request: HttpRequest, no: str) -> HttpResponse:
    return _issued(request, issue_consent_receipt, consent_no=no)


def _issued(request: HttpRequest, act: Callable[..., IssuedDocument], **named: Any) -> HttpResponse:
    """Issuing the same again leads to the same document, so asking twice does no harm."""
    actor = request.actor  # type: ignore[attr-defined]
    made = act(actor=actor, at=moment_of(request), **named)
    return HttpResponseRedirect(reverse("portal:document", args=[made.no]))
