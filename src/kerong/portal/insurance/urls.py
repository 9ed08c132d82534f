"""Addresses of insurance in the portal."""

from django.urls import URLPattern

from kerong.contracts.insurance.access import ASK_AS_FIRM
from kerong.portal.insurance import views
from kerong.web.insurance.pages import insurance_routes
from kerong.web.routes import GET_AND_POST, route

urlpatterns: list[URLPattern] = [
    *insurance_routes(views.SITE),
    route(
        "loans/<str:no>/insurance/",
        views.ask_for_loan,
        name="loan-insurance",
        policy=ASK_AS_FIRM,
        methods=GET_AND_POST,
    ),
    route(
        "products/<str:code>/insurance/",
        views.ask_for_service,
        name="product-insurance",
        policy=ASK_AS_FIRM,
        methods=GET_AND_POST,
    ),
]
