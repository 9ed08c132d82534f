"""Addresses of applications and publicity in the portal."""

from django.urls import URLPattern

from kerong.cases.applications import access
from kerong.portal.access import KEEP_FORM
from kerong.portal.applications import apply, publicity, views
from kerong.web.routes import GET_AND_POST, POST, route

urlpatterns: list[URLPattern] = [
    route("applications/", views.applications, name="applications", policy=access.READ_OWN),
    route(
        "applications/new/<str:code>/",
        apply.apply_new,
        name="apply",
        policy=access.APPLY,
        methods=GET_AND_POST,
    ),
    route(
        "applications/new/<str:code>/kept/",
        apply.apply_keep,
        name="apply-keep",
        policy=KEEP_FORM,
        methods=POST,
    ),
    route("applications/<str:no>/", views.application, name="application", policy=access.READ_OWN),
    route(
        "applications/<str:no>/papers/<int:paper_id>/",
        views.paper,
        name="application-paper",
        policy=access.READ_OWN,
    ),
    route(
        "applications/<str:no>/steps/<slug:act>/",
        views.step,
        name="application-step",
        policy=access.APPLY,
        methods=POST,
    ),
    route("publicity/", publicity.publicity, name="publicity", policy=access.SEE_PUBLICITY),
    route(
        "publicity/<str:no>/",
        publicity.notice,
        name="publicity-notice",
        policy=access.OBJECT,
        methods=GET_AND_POST,
    ),
]
