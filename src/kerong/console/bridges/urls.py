"""Addresses of bridges in the console."""

from django.urls import URLPattern

from kerong.console.bridges import funds
from kerong.console.bridges.views import SITE
from kerong.contracts.bridges import access
from kerong.web.routes import GET_AND_POST, route

urlpatterns: list[URLPattern] = [
    route("bridges/", SITE.listed, name="bridges", policy=access.WATCH),
    route("bridge-funds/", funds.funds, name="bridge-funds", policy=access.WATCH),
    route(
        "bridge-funds/new/",
        funds.fund_new,
        name="bridge-fund-new",
        policy=access.OPEN_FUND,
        methods=GET_AND_POST,
    ),
    route("bridge-funds/<slug:key>/", funds.fund, name="bridge-fund", policy=access.WATCH),
    route(
        "bridge-funds/<slug:key>/terms/",
        funds.fund_terms,
        name="bridge-fund-terms",
        policy=access.SET_TERMS,
        methods=GET_AND_POST,
    ),
    route(
        "bridge-funds/<slug:key>/grants/",
        funds.fund_grant,
        name="bridge-fund-grant",
        policy=access.APPROPRIATE,
        methods=GET_AND_POST,
    ),
    route("bridges/<str:no>/", SITE.shown, name="bridge", policy=access.WATCH),
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
