"""Addresses of insurance in the workbench."""

from django.urls import URLPattern

from kerong.contracts.insurance.access import ASK_AS_BANK
from kerong.web.insurance.pages import insurance_routes
from kerong.web.routes import GET_AND_POST, route
from kerong.workbench.insurance import views

urlpatterns: list[URLPattern] = [
    *insurance_routes(views.SITE),
    route(
        "loans/<str:no>/insurance/",
        views.ask_for_loan,
        name="loan-insurance",
        policy=ASK_AS_BANK,
        methods=GET_AND_POST,
    ),
]
