"""Addresses of the console."""

from django.urls import URLPattern, URLResolver

from kerong.cases import access as cases
from kerong.console import access
from kerong.console.applications.urls import urlpatterns as applications
from kerong.console.bridges.urls import urlpatterns as bridges
from kerong.console.compensation.urls import urlpatterns as compensation
from kerong.console.evidence.urls import urlpatterns as evidence
from kerong.console.figures import figure
from kerong.console.guarantees.urls import urlpatterns as guarantees
from kerong.console.insurance.urls import urlpatterns as insurance
from kerong.console.ledger.urls import urlpatterns as ledger
from kerong.console.limits import limit
from kerong.console.loans.urls import urlpatterns as loans
from kerong.console.needs import need, reopening
from kerong.console.overview import overview
from kerong.console.payments.urls import urlpatterns as payments
from kerong.console.pledges.urls import urlpatterns as pledges
from kerong.console.population.urls import urlpatterns as population
from kerong.console.subsidies.urls import urlpatterns as subsidies
from kerong.console.trail import trail, verification
from kerong.console.upkeep import retry, upkeep
from kerong.console.wall import wall
from kerong.notices.access import RETRY_PARKED
from kerong.reporting import access as reporting
from kerong.trail import access as trails
from kerong.web.routes import GET_AND_POST, POST, route

app_name = "console"

urlpatterns: list[URLPattern | URLResolver] = [
    route("", overview, name="overview", policy=reporting.CONSOLE),
    route("wall/", wall, name="wall", policy=reporting.WALL),
    route("figures/<str:name>/", figure, name="figure", policy=reporting.CONSOLE),
    route("needs/<str:no>/", need, name="need", policy=access.READ_NEED),
    route(
        "needs/<str:no>/reopening/",
        reopening,
        name="reopening",
        policy=cases.REOPEN_NEED,
        methods=POST,
    ),
    route(
        "institutions/<int:institution_id>/limit/",
        limit,
        name="limit",
        policy=cases.SET_DESK_LIMIT,
        methods=GET_AND_POST,
    ),
    route("trail/", trail, name="trail", policy=trails.READ),
    route(
        "trail/verification/",
        verification,
        name="verification",
        policy=trails.VERIFY,
        methods=GET_AND_POST,
    ),
    route("upkeep/", upkeep, name="upkeep", policy=access.UPKEEP),
    route("upkeep/retry/", retry, name="retry", policy=RETRY_PARKED, methods=POST),
    *bridges,
    *insurance,
    *compensation,
    *applications,
    *loans,
    *guarantees,
    *evidence,
    *ledger,
    *payments,
    *pledges,
    *population,
    *subsidies,
]
