"""Addresses of the workbench."""

from django.urls import URLPattern, URLResolver

from kerong.cases import access as cases
from kerong.catalogue import access as catalogue
from kerong.population.access import INVITE, KEEP_SCREENING, SEE_SCREENINGS
from kerong.web.routes import GET_AND_POST, POST, route
from kerong.workbench import access
from kerong.workbench.bridges.urls import urlpatterns as bridges
from kerong.workbench.compensation.urls import urlpatterns as compensation
from kerong.workbench.guarantees.urls import urlpatterns as guarantees
from kerong.workbench.insurance.urls import urlpatterns as insurance
from kerong.workbench.listings import importing
from kerong.workbench.listings import views as listings
from kerong.workbench.loans.urls import urlpatterns as loans
from kerong.workbench.needs.deeds import DEEDS
from kerong.workbench.needs.desk import desk
from kerong.workbench.needs.firm import firm
from kerong.workbench.needs.hall import card, hall, take
from kerong.workbench.needs.take_up import deed_of, messages_of, paper, papers_of, take_up
from kerong.workbench.payments.urls import urlpatterns as payments
from kerong.workbench.pledges.urls import urlpatterns as pledges
from kerong.workbench.screenings import views as screenings

app_name = "workbench"

NEEDS: list[URLPattern] = [
    route("", hall, name="hall", policy=cases.HALL),
    route("needs/<str:no>/", card, name="card", policy=cases.HALL),
    route("needs/<str:no>/take-up/", take, name="take", policy=cases.TAKE_UP_NEED, methods=POST),
    route("take-ups/", desk, name="desk", policy=cases.DESK),
    route("take-ups/<str:no>/", take_up, name="take-up", policy=access.THREAD),
    route("take-ups/<str:no>/firm/", firm, name="firm", policy=access.THREAD),
    route(
        "take-ups/<str:no>/messages/",
        messages_of,
        name="messages",
        policy=access.SPEAK,
        methods=POST,
    ),
    route("take-ups/<str:no>/papers/", papers_of, name="papers", policy=access.SPEAK, methods=POST),
    route("take-ups/<str:no>/papers/<int:paper_id>/", paper, name="paper", policy=access.THREAD),
]
DEED_ROUTES: list[URLPattern] = [
    route(
        f"take-ups/<str:no>/{deed.key}/",
        deed_of(deed.key),
        name=deed.key,
        policy=deed.policy,
        methods=GET_AND_POST,
    )
    for deed in DEEDS
]
LISTINGS: list[URLPattern] = [
    route("listings/", listings.listings, name="listings", policy=catalogue.SEE_LISTINGS),
    route("listings/new/", listings.new, name="listing-new", policy=catalogue.DRAFT_LISTING),
    route(
        "listings/new/<str:offering>/",
        listings.draft_new,
        name="listing-draft",
        policy=catalogue.DRAFT_LISTING,
        methods=GET_AND_POST,
    ),
    route(
        "listings/import/",
        importing.upload,
        name="listing-import",
        policy=catalogue.DRAFT_LISTING,
        methods=GET_AND_POST,
    ),
    route(
        "listings/import/<slug:offering>.csv",
        importing.template,
        name="listing-template",
        policy=catalogue.DRAFT_LISTING,
    ),
    route("listings/<str:code>/", listings.listing, name="listing", policy=catalogue.SEE_LISTINGS),
    route(
        "listings/<str:code>/change/",
        listings.draft_again,
        name="listing-change",
        policy=catalogue.DRAFT_LISTING,
        methods=GET_AND_POST,
    ),
    route(
        "listings/<str:code>/submission/",
        listings.submission,
        name="listing-submission",
        policy=catalogue.DRAFT_LISTING,
        methods=POST,
    ),
    route(
        "listings/<str:code>/approval/",
        listings.approval,
        name="listing-approval",
        policy=catalogue.DECIDE_LISTING,
        methods=POST,
    ),
    route(
        "listings/<str:code>/return/",
        listings.returning,
        name="listing-return",
        policy=catalogue.DECIDE_LISTING,
        methods=POST,
    ),
    route(
        "listings/<str:code>/retirement/",
        listings.retirement,
        name="listing-retirement",
        policy=catalogue.RETIRE_LISTING,
        methods=POST,
    ),
]

SCREENINGS: list[URLPattern] = [
    route("screenings/", screenings.screenings, name="screenings", policy=SEE_SCREENINGS),
    route(
        "screenings/new/",
        screenings.screening_open,
        name="screening-open",
        policy=KEEP_SCREENING,
        methods=POST,
    ),
    route("screenings/<str:no>/", screenings.screening, name="screening", policy=SEE_SCREENINGS),
    route(
        "screenings/<str:no>/closure/",
        screenings.closure,
        name="screening-close",
        policy=KEEP_SCREENING,
        methods=POST,
    ),
    route(
        "screenings/<str:no>/firms/<int:pre_approval_id>/invitation/",
        screenings.invitation,
        name="invitation",
        policy=INVITE,
        methods=POST,
    ),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *NEEDS,
    *DEED_ROUTES,
    *bridges,
    *insurance,
    *compensation,
    *loans,
    *payments,
    *pledges,
    *guarantees,
    *SCREENINGS,
    *LISTINGS,
]
