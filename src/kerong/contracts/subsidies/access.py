"""Who may do what with subsidies, and the only ways to get hold of one."""

from django.db.models import QuerySet

from kerong.contracts.subsidies.errors import (
    BudgetNotFound,
    ClawBackNotFound,
    DistributionNotFound,
    ProposalNotFound,
    RunNotFound,
    SubsidyNotFound,
)
from kerong.contracts.subsidies.models import (
    Budget,
    BudgetProposal,
    ClawBack,
    ClawBackReceipt,
    Distribution,
    InterestRun,
    Subsidy,
    SurplusReturn,
)
from kerong.contracts.subsidies.surplus_errors import ReceiptNotFound
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy, Whose

_WATCHERS = frozenset({roles.OFFICER, roles.AUDITOR})
_OFFICERS = frozenset({roles.OFFICER})
_SYSTEM = frozenset({roles.SYSTEM})

READ_SUBSIDY = Policy(
    "subsidies.read",
    roles.FIRM | _WATCHERS,
    Whose.ADDRESSED,
    note="firms: their own; officers and auditors: all",
)
READ_OWN = Policy("subsidies.read_own", roles.FIRM, Whose.OWN_ENTERPRISE)
WATCH = Policy("subsidies.watch", _WATCHERS, Whose.ALL, note="subsidies, budgets and runs")

PROPOSE_BUDGET = Policy("subsidies.propose_budget", _OFFICERS, Whose.PLATFORM)
PROPOSE_TOP_UP = Policy("subsidies.propose_top_up", _OFFICERS, Whose.PLATFORM)
APPROVE_BUDGET = Policy(
    "subsidies.approve_budget",
    _OFFICERS,
    Whose.PLATFORM,
    fresh_factor=True,
    note="somebody other than the one who proposed",
)
RETURN_BUDGET = Policy("subsidies.return_budget", _OFFICERS, Whose.PLATFORM)
AWARD = Policy(
    "subsidies.award",
    _OFFICERS | _SYSTEM,
    Whose.ALL,
    note="only through the act that decided: an application or a run",
)
CANCEL = Policy("subsidies.cancel", _OFFICERS, Whose.ALL, fresh_factor=True)
ORDER = Policy("subsidies.order", _OFFICERS, Whose.ALL)
DELIVER = Policy("subsidies.deliver", _OFFICERS, Whose.ALL)
ASK_DISTRIBUTION = Policy("subsidies.ask_distribution", _OFFICERS, Whose.PLATFORM)
DECIDE_DISTRIBUTION = Policy(
    "subsidies.decide_distribution",
    _OFFICERS,
    Whose.PLATFORM,
    fresh_factor=True,
    note="somebody other than the one who asked",
)
ORDER_CLAW_BACK = Policy("subsidies.order_claw_back", _OFFICERS, Whose.ALL, fresh_factor=True)
RECEIVE_CLAW_BACK = Policy("subsidies.receive_claw_back", _OFFICERS, Whose.ALL)
ASK_WAIVER = Policy("subsidies.ask_waiver", _OFFICERS, Whose.ALL)
APPROVE_WAIVER = Policy(
    "subsidies.approve_waiver", _OFFICERS, Whose.ALL, fresh_factor=True, note="second person"
)
DRAFT_RUN = Policy("subsidies.draft_run", _OFFICERS, Whose.PLATFORM)
APPROVE_RUN = Policy(
    "subsidies.approve_run",
    _OFFICERS,
    Whose.PLATFORM,
    fresh_factor=True,
    note="somebody other than the one who drafted",
)
PROPOSE_SURPLUS = Policy("subsidies.propose_surplus", _OFFICERS, Whose.ALL)
APPROVE_SURPLUS = Policy(
    "subsidies.approve_surplus", _OFFICERS, Whose.ALL, fresh_factor=True, note="second person"
)
RETURN_SURPLUS = Policy("subsidies.return_surplus", _OFFICERS, Whose.ALL)
RETURN_WAIVER = Policy("subsidies.return_waiver", _OFFICERS, Whose.ALL)
REVIEW_AGAIN = Policy("subsidies.review_again", _SYSTEM, Whose.PLATFORM)
FINISH_RUNS = Policy("subsidies.finish_runs", _SYSTEM, Whose.PLATFORM)

POLICIES: tuple[Policy, ...] = tuple(
    value for value in dict(globals()).values() if isinstance(value, Policy)
)


def subsidies_seen_by(actor: Actor) -> QuerySet[Subsidy]:
    if actor.role in _WATCHERS:
        return Subsidy.objects.all()
    if actor.role in roles.FIRM and actor.enterprise_id is not None:
        return Subsidy.objects.filter(enterprise_id=actor.enterprise_id)
    return Subsidy.objects.none()


def subsidy_for(actor: Actor, no: str) -> Subsidy:
    """The subsidy when it is the actor's to see; raises SubsidyNotFound."""
    READ_SUBSIDY.require(actor)
    rows = subsidies_seen_by(actor).select_related("enterprise", "entitlement", "budget", "loan")
    found = rows.filter(no=no).first()
    if found is None:
        raise SubsidyNotFound()
    return found


def budget_for(code: str) -> Budget:
    """The budget "ip-interest-2026"; raises BudgetNotFound."""
    key, _, year = code.rpartition("-")
    found = Budget.objects.filter(key=key, year=int(year)).first() if year.isdigit() else None
    if found is None:
        raise BudgetNotFound(budget=code[:60])
    return found


def proposal_for(pk: int) -> BudgetProposal:
    """Raises ProposalNotFound."""
    found = BudgetProposal.objects.select_related("asked_by").filter(pk=pk).first()
    if found is None:
        raise ProposalNotFound()
    return found


def claw_back_for(actor: Actor, no: str) -> ClawBack:
    """Raises ClawBackNotFound."""
    rows = ClawBack.objects.filter(subsidy__in=subsidies_seen_by(actor))
    found = rows.select_related("subsidy", "subsidy__budget", "subsidy__enterprise").filter(no=no)
    claw_back = found.first()
    if claw_back is None:
        raise ClawBackNotFound()
    return claw_back


def receipt_for(actor: Actor, pk: int) -> ClawBackReceipt:
    """A bank's receipt, for those who see all subsidies; raises ReceiptNotFound."""
    rows = ClawBackReceipt.objects.all()
    found = rows.filter(pk=pk).first() if actor.role in _WATCHERS else None
    if found is None:
        raise ReceiptNotFound()
    return found


def surplus_for(actor: Actor, no: str) -> SurplusReturn:
    """Raises ReceiptNotFound."""
    rows = SurplusReturn.objects.select_related("receipt", "proposed_by")
    found = rows.filter(no=no).first() if actor.role in _WATCHERS else None
    if found is None:
        raise ReceiptNotFound()
    return found


def distribution_for(pk: int) -> Distribution:
    """Raises DistributionNotFound."""
    found = Distribution.objects.select_related("budget").filter(pk=pk).first()
    if found is None:
        raise DistributionNotFound()
    return found


def run_for(actor: Actor, no: str) -> InterestRun:
    """Raises RunNotFound."""
    seen = InterestRun.objects.all() if actor.role in _WATCHERS else InterestRun.objects.none()
    found = seen.select_related("budget").filter(no=no).first()
    if found is None:
        raise RunNotFound()
    return found
