"""补贴的各种记录: budgets, entitlements, subsidies, what is paid out, what comes back, runs."""

from kerong.contracts.subsidies.models.budget import (
    Appropriation,
    Budget,
    BudgetProposal,
    Distribution,
)
from kerong.contracts.subsidies.models.claw_back import ClawBack, ClawBackMove, ClawBackReceipt
from kerong.contracts.subsidies.models.entitlement import Claimant, EntitledMonth, Entitlement
from kerong.contracts.subsidies.models.review import OpenReview
from kerong.contracts.subsidies.models.run import InterestLine, InterestRun
from kerong.contracts.subsidies.models.subsidy import Form, Payout, Subsidy
from kerong.contracts.subsidies.models.surplus import SurplusReturn

__all__ = [
    "Appropriation",
    "Budget",
    "BudgetProposal",
    "Claimant",
    "ClawBack",
    "ClawBackMove",
    "ClawBackReceipt",
    "Distribution",
    "EntitledMonth",
    "Entitlement",
    "Form",
    "InterestLine",
    "InterestRun",
    "OpenReview",
    "Payout",
    "Subsidy",
    "SurplusReturn",
]
