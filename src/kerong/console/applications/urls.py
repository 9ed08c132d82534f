"""Addresses of applications in the console."""

from kerong.cases.applications import access
from kerong.console.applications import desks, lists, one, queue
from kerong.web.routes import GET_AND_POST, POST, route

urlpatterns = [
    route("applications/", queue.applications, name="applications", policy=access.READ),
    route(
        "applications/acceptances/",
        queue.acceptances,
        name="application-acceptances",
        policy=access.LEAD,
        methods=POST,
    ),
    route("applications/<str:no>/", one.application, name="application", policy=access.READ),
    route(
        "applications/<str:no>/papers/<int:paper_id>/",
        one.paper,
        name="application-paper",
        policy=access.READ,
    ),
    route(
        "applications/<str:no>/steps/<slug:act>/",
        one.step,
        name="application-step",
        policy=access.REVIEW,
        methods=POST,
    ),
    route(
        "applications/<str:no>/approval/",
        one.approval,
        name="application-approval",
        policy=access.DECIDE,
        methods=POST,
    ),
    route(
        "applications/<str:no>/return/",
        one.sending_back,
        name="application-return",
        policy=access.DECIDE,
        methods=POST,
    ),
    route(
        "eligible-lists/",
        lists.lists,
        name="eligible-lists",
        policy=access.READ,
        methods=GET_AND_POST,
    ),
    route(
        "eligible-lists/<str:no>/", lists.eligible_list, name="eligible-list", policy=access.READ
    ),
    route(
        "eligible-lists/<str:no>/confirmation/",
        lists.confirmation,
        name="eligible-list-confirmation",
        policy=access.CONFIRM_LIST,
        methods=POST,
    ),
    route(
        "eligible-lists/<str:no>/decision/",
        lists.deciding,
        name="eligible-list-decision",
        policy=access.CONFIRM_LIST,
        methods=POST,
    ),
    route(
        "eligible-lists/<str:no>/giving-up/",
        lists.giving_up,
        name="eligible-list-giving-up",
        policy=access.SCREEN,
        methods=POST,
    ),
    route("clause-desks/", desks.desks, name="clause-desks", policy=access.SEE_DESKS),
    route(
        "clause-desks/<str:code>/",
        desks.desk,
        name="clause-desk",
        policy=access.ARRANGE,
        methods=GET_AND_POST,
    ),
]
