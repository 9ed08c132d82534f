"""Addresses of guarantees in the portal."""

from django.urls import URLPattern

from kerong.contracts.guarantees.access import READ_FIRMS
from kerong.portal.guarantees import views
from kerong.web.routes import route

urlpatterns: list[URLPattern] = [
    route("guarantees/", views.guarantees, name="guarantees", policy=READ_FIRMS),
    route("guarantees/<str:no>/", views.guarantee, name="guarantee", policy=READ_FIRMS),
    route(
        "guarantees/<str:no>/letter.pdf", views.letter, name="guarantee-letter", policy=READ_FIRMS
    ),
]
