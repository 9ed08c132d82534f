"""Addresses of issued documents, and of the acts that issue them."""

from django.urls import URLPattern

from kerong.cases.access import ISSUE_ACCEPTANCE_LETTER, ISSUE_CREDIT_LETTER, ISSUE_LOAN_EXTRACT
from kerong.documents.access import READ_ISSUED, VERIFY
from kerong.evidence.access import ISSUE_CONSENT_RECEIPT
from kerong.portal.documents import verify, views
from kerong.web.routes import POST, route

urlpatterns: list[URLPattern] = [
    route("verify/", verify.verify_page, name="verify", policy=VERIFY),
    route("documents/", views.documents, name="documents", policy=READ_ISSUED),
    route("documents/<slug:no>/", views.document, name="document", policy=READ_ISSUED),
    route("documents/<slug:no>.pdf", views.file, name="document-file", policy=READ_ISSUED),
    route(
        "needs/<str:no>/acceptance-letter/",
        views.acceptance_letter,
        name="acceptance-letter",
        policy=ISSUE_ACCEPTANCE_LETTER,
        methods=POST,
    ),
    route(
        "needs/<str:no>/credit-letter/",
        views.credit_letter,
        name="credit-letter",
        policy=ISSUE_CREDIT_LETTER,
        methods=POST,
    ),
    route(
        "loans/<str:no>/extract/",
        views.loan_extract,
        name="loan-extract",
        policy=ISSUE_LOAN_EXTRACT,
        methods=POST,
    ),
    route(
        "profile/consents/<slug:no>/receipt/",
        views.consent_receipt,
        name="consent-receipt",
        policy=ISSUE_CONSENT_RECEIPT,
        methods=POST,
    ),
]
