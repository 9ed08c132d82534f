"""Addresses of loans in the console."""

from django.urls import URLPattern

from kerong.console.loans import views
from kerong.contracts.loans.access import WATCH
from kerong.web.routes import route

urlpatterns: list[URLPattern] = [
    route("loans/", views.loans, name="loans", policy=WATCH),
    route("loans/<str:no>/", views.loan, name="loan", policy=WATCH),
]
