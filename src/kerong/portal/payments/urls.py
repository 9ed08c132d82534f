"""Addresses of payments in the portal."""

from django.urls import URLPattern

from kerong.payments.access import GIVE_FIRM_ACCOUNT, READ_FIRM_PAYMENTS
from kerong.portal.payments import views
from kerong.web.routes import POST, route

urlpatterns: list[URLPattern] = [
    route("payments/", views.payments, name="payments", policy=READ_FIRM_PAYMENTS),
    route(
        "payments/account/",
        views.account,
        name="payee-account",
        policy=GIVE_FIRM_ACCOUNT,
        methods=POST,
    ),
]
