"""Addresses of compensation in the console."""

from django.urls import URLPattern

from kerong.console.compensation import agreements, breakers, kept_out, pools
from kerong.contracts.compensation import access
from kerong.kernel import roles
from kerong.kernel.policy import Whose
from kerong.web.claims.pages import ClaimSite, claim_routes
from kerong.web.claims.steps import OFFICE_STEPS, REVIEW_STEPS
from kerong.web.routes import GET_AND_POST, POST, route

SITE = ClaimSite(
    "console",
    frozenset({roles.OFFICER}),
    Whose.ALL,
    access.WATCH,
    (*REVIEW_STEPS, *OFFICE_STEPS),
)
urlpatterns: list[URLPattern] = [
    *claim_routes(SITE),
    route("loss-pools/", pools.pools, name="loss-pools", policy=access.READ_POOLS),
    route(
        "loss-pools/new/", pools.new, name="loss-pool-new", policy=access.OPEN_POOL,
        methods=GET_AND_POST,
    ),
    route("loss-pools/<slug:key>/", pools.pool, name="loss-pool", policy=access.READ_POOLS),
    route(
        "loss-pools/<slug:key>/funding/", pools.funding, name="loss-pool-funding",
        policy=access.ASK_FUNDING, methods=POST,
    ),
    route(
        "loss-pools/fundings/<int:pk>/approval/", pools.approval, name="loss-funding-approval",
        policy=access.APPROVE_FUNDING, methods=POST,
    ),
    route(
        "loss-pools/fundings/<int:pk>/return/", pools.returning, name="loss-funding-return",
        policy=access.RETURN_FUNDING, methods=POST,
    ),
    route(
        "loss-agreements/", agreements.agreements, name="loss-agreements", policy=access.READ_POOLS
    ),
    route(
        "loss-agreements/new/", agreements.new, name="loss-agreement-new",
        policy=access.DRAFT_AGREEMENT, methods=GET_AND_POST,
    ),
    route(
        "loss-agreements/<str:no>/", agreements.agreement, name="loss-agreement",
        policy=access.READ_POOLS,
    ),
    route(
        "loss-agreements/<str:no>/approval/", agreements.approval, name="loss-agreement-approval",
        policy=access.APPROVE_AGREEMENT, methods=POST,
    ),
    route(
        "loss-agreements/<str:no>/end/", agreements.ending, name="loss-agreement-end",
        policy=access.END_AGREEMENT, methods=POST,
    ),
    route("breakers/", breakers.breakers, name="breakers", policy=access.READ_BREAKERS),
    route("breakers/<int:pk>/", breakers.breaker, name="breaker", policy=access.READ_BREAKERS),
    route(
        "breakers/kept-out/", kept_out.kept_out_loans, name="kept-out",
        policy=access.READ_BREAKERS,
    ),
    route(
        "breakers/kept-out/<str:no>/", kept_out.kept_out_loan, name="kept-out-loan",
        policy=access.READ_BREAKERS,
    ),
    route(
        "breakers/kept-out/<str:no>/asking/", kept_out.asking, name="kept-out-asking",
        policy=access.ASK_LET_IN, methods=POST,
    ),
    route(
        "breakers/kept-out/<str:no>/decision/", kept_out.deciding, name="kept-out-decision",
        policy=access.DECIDE_LET_IN, methods=POST,
    ),
    route(
        "breakers/<int:pk>/change/", breakers.change, name="breaker-change",
        policy=access.ASK_BREAKER, methods=POST,
    ),
    route(
        "breakers/<int:pk>/decision/", breakers.decision, name="breaker-decision",
        policy=access.DECIDE_BREAKER, methods=POST,
    ),
]  # fmt: skip
