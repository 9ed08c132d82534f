"""Addresses of subsidies, budgets and runs in the console."""

from django.urls import URLPattern

from kerong.console.subsidies import budgets, drafts, runs, subsidies, surplus
from kerong.contracts.subsidies import access
from kerong.kernel.policy import Policy
from kerong.web.routes import GET_AND_POST, POST, route


def _step(pattern: str, view: object, name: str, policy: Policy) -> URLPattern:
    return route(pattern, view, name=name, policy=policy, methods=POST)  # type: ignore[arg-type]


_S, _B, _C, _D, _R, _P = (
    "subsidies/<str:no>/",
    "budgets/<str:code>/",
    "claw-backs/<str:no>/",
    "distributions/<int:pk>/",
    "interest-runs/<str:no>/",
    "budget-proposals/<int:pk>/",
)
urlpatterns: list[URLPattern] = [
    route("subsidies/", subsidies.subsidies, name="subsidies", policy=access.WATCH),
    route(_S, subsidies.subsidy, name="subsidy", policy=access.WATCH),
    _step(f"{_S}order/", subsidies.order, "subsidy-order", access.ORDER),
    _step(f"{_S}cancellation/", subsidies.cancellation, "subsidy-cancellation", access.CANCEL),
    _step(f"{_S}delivery/", subsidies.delivery, "subsidy-delivery", access.DELIVER),
    _step(f"{_S}claw-back/", subsidies.claw_back, "subsidy-claw-back", access.ORDER_CLAW_BACK),
    _step(
        f"{_C}confirmation/",
        subsidies.confirmation,
        "claw-back-confirmation",
        access.ORDER_CLAW_BACK,
    ),
    _step(f"{_C}dropping/", subsidies.dropping, "claw-back-dropping", access.ORDER_CLAW_BACK),
    _step(f"{_C}receipt/", subsidies.receipt, "claw-back-receipt", access.RECEIVE_CLAW_BACK),
    _step(f"{_C}waiver/", subsidies.waiver, "claw-back-waiver", access.ASK_WAIVER),
    _step(
        f"{_C}waiver/approval/",
        subsidies.waiver_approval,
        "claw-back-waiver-approval",
        access.APPROVE_WAIVER,
    ),
    _step(
        f"{_C}waiver/return/",
        subsidies.waiver_return,
        "claw-back-waiver-return",
        access.RETURN_WAIVER,
    ),
    route(
        "claw-back-receipts/<int:pk>/",
        surplus.receipt,
        name="claw-back-surplus",
        policy=access.WATCH,
    ),
    route(
        "claw-back-receipts/<int:pk>/return/",
        surplus.proposal,
        name="surplus-proposal",
        policy=access.PROPOSE_SURPLUS,
        methods=POST,
    ),
    route(
        "surplus-returns/<str:no>/approval/",
        surplus.approval,
        name="surplus-approval",
        policy=access.APPROVE_SURPLUS,
        methods=POST,
    ),
    route(
        "surplus-returns/<str:no>/sending-back/",
        surplus.sending_back,
        name="surplus-sending-back",
        policy=access.RETURN_SURPLUS,
        methods=POST,
    ),
    route("budgets/", budgets.budgets, name="budgets", policy=access.WATCH),
    route(
        "budgets/new/",
        budgets.budget_new,
        name="budget-new",
        policy=access.PROPOSE_BUDGET,
        methods=GET_AND_POST,
    ),
    _step(f"{_P}approval/", budgets.proposal_approval, "budget-approval", access.APPROVE_BUDGET),
    _step(f"{_P}return/", budgets.proposal_return, "budget-return", access.RETURN_BUDGET),
    route(_B, budgets.budget, name="budget", policy=access.WATCH),
    _step(f"{_B}top-up/", budgets.top_up, "budget-top-up", access.PROPOSE_TOP_UP),
    _step(f"{_B}orders/", budgets.orders, "budget-orders", access.ORDER),
    _step(
        f"{_B}distribution/", budgets.distribution, "budget-distribution", access.ASK_DISTRIBUTION
    ),
    _step(
        f"{_D}approval/",
        budgets.distribution_approval,
        "distribution-approval",
        access.DECIDE_DISTRIBUTION,
    ),
    _step(
        f"{_D}return/",
        budgets.distribution_return,
        "distribution-return",
        access.DECIDE_DISTRIBUTION,
    ),
    route("drafts/", drafts.drafts, name="drafts", policy=access.WATCH),
    route("interest-runs/", runs.runs, name="interest-runs", policy=access.WATCH),
    route(
        "interest-runs/new/",
        runs.run_new,
        name="interest-run-new",
        policy=access.DRAFT_RUN,
        methods=GET_AND_POST,
    ),
    route(_R, runs.run, name="interest-run", policy=access.WATCH),
    _step(f"{_R}lines/<int:line_no>/", runs.line_change, "interest-line", access.DRAFT_RUN),
    _step(f"{_R}submission/", runs.submission, "interest-run-submission", access.DRAFT_RUN),
    _step(f"{_R}approval/", runs.approval, "interest-run-approval", access.APPROVE_RUN),
    _step(f"{_R}return/", runs.run_return, "interest-run-return", access.APPROVE_RUN),
]
