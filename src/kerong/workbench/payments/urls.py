"""Addresses of payments in the workbench."""

from django.urls import URLPattern

from kerong.payments.access import GIVE_INSTITUTION_ACCOUNT, READ_INSTITUTION_PAYMENTS
from kerong.web.routes import POST, route
from kerong.workbench.payments import views

urlpatterns: list[URLPattern] = [
    route("payments/", views.payments, name="payments", policy=READ_INSTITUTION_PAYMENTS),
    route(
        "payments/account/",
        views.account,
        name="payee-account",
        policy=GIVE_INSTITUTION_ACCOUNT,
        methods=POST,
    ),
]
