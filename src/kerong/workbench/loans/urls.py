"""Addresses of loans in the workbench."""

from django.urls import URLPattern

from kerong.contracts.loans import access as loans
from kerong.web.routes import GET_AND_POST, POST, route
from kerong.workbench.access import LOANS
from kerong.workbench.loans import importing, lists, page, requests

urlpatterns: list[URLPattern] = [
    route("loans/", lists.loans, name="loans", policy=LOANS),
    route("loans/requests/", requests.requests, name="loan-requests", policy=loans.READ_OWN),
    route(
        "loans/requests/<str:no>/",
        requests.loan_request,
        name="loan-request",
        policy=loans.READ_OWN,
    ),
    *(
        route(
            f"loans/requests/<str:no>/{step.key}/",
            requests.step_of(step.key),
            name=f"loan-request-{step.key}",
            policy=step.policy,
            methods=GET_AND_POST,
        )
        for step in requests.STEPS
    ),
    route(
        "loans/import/",
        importing.upload,
        name="loan-import",
        policy=loans.REPORT_LOAN,
        methods=GET_AND_POST,
    ),
    route(
        "loans/import/template.csv",
        importing.template,
        name="loan-template",
        policy=loans.REPORT_LOAN,
    ),
    route(
        "loans/proposals/<int:proposal_id>/approval/",
        page.approval,
        name="loan-report-approval",
        policy=loans.APPROVE_REPORT,
        methods=POST,
    ),
    route(
        "loans/proposals/<int:proposal_id>/return/",
        page.returning,
        name="loan-report-return",
        policy=loans.RETURN_REPORT,
        methods=POST,
    ),
    route("loans/<str:no>/", page.loan, name="loan", policy=LOANS),
    route(
        "loans/<str:no>/reports/<slug:kind>/",
        page.report,
        name="loan-report",
        policy=loans.REPORT_LOAN,
        methods=GET_AND_POST,
    ),
]
