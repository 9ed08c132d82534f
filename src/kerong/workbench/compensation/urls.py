"""Addresses of claims in the workbench."""

from django.urls import URLPattern

from kerong.contracts.compensation import access
from kerong.kernel import roles
from kerong.kernel.policy import Whose
from kerong.web.claims.pages import ClaimSite, claim_routes
from kerong.web.claims.steps import PARTY_STEPS, REVIEW_STEPS
from kerong.web.routes import GET_AND_POST, POST, route
from kerong.workbench.compensation import filing

SITE = ClaimSite(
    "workbench",
    roles.INSTITUTION,
    Whose.OWN_INSTITUTION,
    access.READ_OWN,
    (*REVIEW_STEPS, *PARTY_STEPS),
)
urlpatterns: list[URLPattern] = [
    *claim_routes(SITE),
    route(
        "loans/<str:no>/claim/",
        filing.claim,
        name="loan-claim",
        policy=access.FILE_CLAIM,
        methods=GET_AND_POST,
    ),
    route(
        "loans/<str:no>/pool/", filing.pool, name="loan-pool", policy=access.REGISTER, methods=POST
    ),
]
