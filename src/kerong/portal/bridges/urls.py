"""Addresses of bridges in the portal."""

from django.urls import URLPattern

from kerong.contracts.bridges import access
from kerong.portal.bridges import views
from kerong.web.routes import GET_AND_POST, route

urlpatterns: list[URLPattern] = [
    route("bridges/", views.SITE.listed, name="bridges", policy=access.READ_FIRMS),
    route("bridges/<str:no>/", views.SITE.shown, name="bridge", policy=access.READ_FIRMS),
    *(
        route(
            f"bridges/<str:no>/{step.key}/",
            views.SITE.step_view(step),
            name=f"bridge-{step.key}",
            policy=step.policy,
            methods=GET_AND_POST,
        )
        for step in views.SITE.steps
    ),
    route(
        "loans/<str:no>/bridge/",
        views.ask,
        name="bridge-ask",
        policy=access.APPLY,
        methods=GET_AND_POST,
    ),
]
