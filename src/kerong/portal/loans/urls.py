"""Addresses of loans in the portal."""

from django.urls import URLPattern

from kerong.contracts.loans import access as loans
from kerong.portal.access import LOANS
from kerong.portal.loans import requests, views
from kerong.web.routes import GET_AND_POST, POST, route

urlpatterns: list[URLPattern] = [
    route("loans/", views.loans, name="loans", policy=LOANS),
    route("loans/requests/<str:no>/", requests.loan_request, name="loan-request", policy=LOANS),
    route(
        "loans/requests/<str:no>/withdrawal/",
        requests.withdrawal,
        name="loan-request-withdrawal",
        policy=loans.WITHDRAW_REQUEST,
        methods=POST,
    ),
    route("loans/<str:no>/", views.loan, name="loan", policy=LOANS),
    route(
        "loans/<str:no>/requests/<slug:kind>/",
        requests.ask,
        name="loan-ask",
        policy=loans.APPLY,
        methods=GET_AND_POST,
    ),
]
