"""Addresses of bridges in the workbench."""

from django.urls import URLPattern

from kerong.contracts.bridges import access
from kerong.web.routes import GET_AND_POST, route
from kerong.workbench.bridges.views import SITE

urlpatterns: list[URLPattern] = [
    route("bridges/", SITE.listed, name="bridges", policy=access.READ_OWN),
    route("bridges/<str:no>/", SITE.shown, name="bridge", policy=access.READ_OWN),
    *(
        route(
            f"bridges/<str:no>/{step.key}/",
            SITE.step_view(step),
            name=f"bridge-{step.key}",
            policy=step.policy,
            methods=GET_AND_POST,
        )
        for step in SITE.steps
    ),
]
