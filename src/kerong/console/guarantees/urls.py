"""Addresses of guarantees in the console."""

from django.urls import URLPattern

from kerong.console.guarantees import views
from kerong.contracts.guarantees.access import RESUME_PROGRAMME, SUSPEND_PROGRAMME, WATCH
from kerong.web.routes import POST, route

urlpatterns: list[URLPattern] = [
    route("guarantees/", views.guarantees, name="guarantees", policy=WATCH),
    route("guarantees/agreements/", views.agreements, name="guarantee-agreements", policy=WATCH),
    route(
        "guarantees/agreements/<str:no>/",
        views.agreement,
        name="guarantee-agreement",
        policy=WATCH,
    ),
    route(
        "guarantees/programmes/<slug:key>/",
        views.programme,
        name="guarantee-programme",
        policy=WATCH,
    ),
    route(
        "guarantees/programmes/<slug:key>/suspension/",
        views.suspension,
        name="guarantee-suspend",
        policy=SUSPEND_PROGRAMME,
        methods=POST,
    ),
    route(
        "guarantees/programmes/<slug:key>/suspensions/<int:suspension_id>/resumption/",
        views.resumption,
        name="guarantee-resume",
        policy=RESUME_PROGRAMME,
        methods=POST,
    ),
    route("guarantees/<str:no>/", views.guarantee, name="guarantee", policy=WATCH),
    route("guarantees/<str:no>/letter.pdf", views.letter, name="guarantee-letter", policy=WATCH),
]
