"""Questions of screens about subsidies; each in a constant number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from kerong.contracts.subsidies.access import (
    WATCH,
    budget_for,
    run_for,
    subsidies_seen_by,
    subsidy_for,
)
from kerong.contracts.subsidies.models import (
    Appropriation,
    Budget,
    BudgetProposal,
    ClawBack,
    ClawBackReceipt,
    Distribution,
    InterestLine,
    InterestRun,
    OpenReview,
    Payout,
    Subsidy,
)
from kerong.contracts.subsidies.told import calculation_of
from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.ledger.models import Account
from kerong.parties.names import search_form

MOST_REVIEWS = 100


@dataclass(frozen=True, slots=True)
class BudgetStanding:
    """One budget in fen: what came in, waits for a share, is held, owed, paid, and is left."""

    budget: Budget
    appropriated_fen: int
    planned_fen: int
    held_fen: int
    payable_fen: int
    paid_fen: int
    left_fen: int


@dataclass(frozen=True, slots=True)
class BudgetPage:
    standing: BudgetStanding
    appropriations: list[Appropriation]
    distributions: list[Distribution]
    proposals: list[BudgetProposal]


@dataclass(frozen=True, slots=True)
class SubsidyPage:
    """One subsidy; `steps` are of its calculation, `beside` stands for the same matter;
    `receipts` of the firm brought more than its claw-backs took, `reviews` are put off."""

    subsidy: Subsidy
    payouts: list[Payout]
    claw_backs: list[ClawBack]
    steps: list[dict[str, str]]
    receipts: list[ClawBackReceipt] = field(default_factory=list)
    reviews: list[OpenReview] = field(default_factory=list)
    terms: dict[str, Any] = field(default_factory=dict)
    beside: list[Subsidy] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class RunPage:
    """A run with its sums by state of the line, in fen."""

    run: InterestRun
    lines: QuerySet[InterestLine]
    count: int
    kept_fen: int
    kept_count: int
    awarded_count: int


def budget_standings(actor: Actor) -> list[BudgetStanding]:
    """Every budget, the newest year first; four queries."""
    WATCH.require(actor)
    return _standings(Budget.objects.order_by("-year", "key"))


def budget_page(actor: Actor, code: str) -> BudgetPage:
    """Raises BudgetNotFound."""
    WATCH.require(actor)
    budget = budget_for(code)
    (standing,) = _standings([budget])
    shared = budget.distributions.select_related("asked_by", "decided_by").order_by("-pk")
    came = budget.appropriations.select_related("appropriated_by", "proposal__asked_by")
    return BudgetPage(
        standing=standing,
        appropriations=list(came.order_by("no")),
        distributions=list(shared),
        proposals=[row for row in proposals_waiting(actor) if row.code == budget.code],
    )


def proposals_waiting(actor: Actor) -> list[BudgetProposal]:
    """What waits for a second person, and what was sent back since the newest that was approved:
    of each budget the last that was sent back."""
    WATCH.require(actor)
    rows = BudgetProposal.objects.select_related("asked_by", "decided_by").order_by("pk")
    newest: dict[str, BudgetProposal] = {}
    waiting: list[BudgetProposal] = []
    for row in rows.exclude(state=BudgetProposal.State.DONE):
        if row.state == BudgetProposal.State.ASKED:
            waiting.append(row)
        else:
            newest[row.code] = row
    return [*waiting, *newest.values()]


def _standings(budgets: Iterable[Budget]) -> list[BudgetStanding]:
    known = list(budgets)
    codes = [code for each in known for code in _accounts(each)]
    held = {row.code: row for row in Account.objects.filter(code__in=codes)}
    came = _sums(Appropriation.objects.filter(budget__in=known), "amount_fen")
    waiting = Subsidy.objects.filter(budget__in=known, state=Subsidy.State.WAITING)
    planned = _sums(waiting, "granted_fen")
    return [_standing(each, held, came, planned) for each in known]


def _accounts(budget: Budget) -> tuple[str, str, str]:
    return budget.account, budget.payable_account, budget.paid_account


def _standing(
    budget: Budget, held: dict[str, Account], came: dict[int, int], planned: dict[int, int]
) -> BudgetStanding:
    own, payable, paid = (held[code] for code in _accounts(budget))
    return BudgetStanding(
        budget=budget,
        appropriated_fen=came.get(budget.pk, 0),
        planned_fen=planned.get(budget.pk, 0),
        held_fen=own.held_out_fen,
        payable_fen=payable.balance_fen,
        paid_fen=paid.balance_fen,
        left_fen=own.available_fen,
    )


def _sums(rows: QuerySet[Any], column: str) -> dict[int, int]:
    found = rows.order_by().values_list("budget").annotate(fen=Sum(column))
    return {pk: int(fen) for pk, fen in found}


def subsidies_listed(
    actor: Actor, *, text: str = "", state: str = "", budget: str = ""
) -> QuerySet[Subsidy]:
    """The list of a screen, the newest first; `text` is a number or a firm."""
    rows = subsidies_seen_by(actor).select_related("enterprise", "budget", "entitlement")
    for word in search_form(text).split()[:6]:
        rows = rows.filter(Q(no__icontains=word) | Q(enterprise__find_text__contains=word))
    if state:
        rows = rows.filter(state=state)
    if budget:
        rows = rows.filter(budget=budget_for(budget))
    return rows.order_by("-awarded_at", "-pk")


def subsidy_page(actor: Actor, no: str) -> SubsidyPage:
    """Seven queries; raises SubsidyNotFound for one that is not the actor's to see."""
    subsidy = subsidy_for(actor, no)
    told = calculation_of(subsidy.calculation) or {}
    backs = subsidy.claw_backs.prefetch_related("parts").order_by("pk")
    beside = subsidies_seen_by(actor).filter(entitlement=subsidy.entitlement_id)
    return SubsidyPage(
        subsidy=subsidy,
        payouts=list(subsidy.payouts.order_by("no")),
        claw_backs=list(backs),
        steps=list(told.get("steps", ())),
        receipts=list(_receipts_left(subsidy)),
        reviews=list(OpenReview.objects.filter(subsidy=subsidy, done_at=None).order_by("pk")),
        terms=dict(told.get("terms", {})),
        beside=list(beside.exclude(pk=subsidy.pk).order_by("pk")),
    )


def _receipts_left(subsidy: Subsidy) -> QuerySet[ClawBackReceipt]:
    payer = reference("enterprise", subsidy.enterprise_id)
    return ClawBackReceipt.objects.filter(
        payer=payer, amount_fen__gt=F("used_fen") + F("returned_fen")
    ).order_by("pk")


def reviews_open(actor: Actor) -> list[OpenReview]:
    """Subsidies that had to be computed anew and could not be, the oldest first."""
    WATCH.require(actor)
    rows = OpenReview.objects.filter(done_at=None).select_related("subsidy__enterprise")
    return list(rows.order_by("pk")[:MOST_REVIEWS])


def runs_seen_by(actor: Actor) -> QuerySet[InterestRun]:
    """Every run, the newest first, with how many lines it has."""
    WATCH.require(actor)
    rows = InterestRun.objects.select_related("budget", "drafted_by", "decided_by")
    return rows.annotate(line_count=Count("lines")).order_by("-pk")


def run_page(actor: Actor, no: str) -> RunPage:
    """Three queries beside the page of lines; raises RunNotFound."""
    WATCH.require(actor)
    run = run_for(actor, no)
    kept = Q(state__in=[InterestLine.State.KEPT, InterestLine.State.AWARDED])
    sums = run.lines.order_by().aggregate(
        count=Count("pk"),
        kept=Sum("amount_fen", filter=kept, default=0),
        kept_count=Count("pk", filter=kept),
        awarded=Count("pk", filter=Q(state=InterestLine.State.AWARDED)),
    )
    lines = run.lines.select_related("loan", "loan__enterprise", "loan__institution", "subsidy")
    return RunPage(
        run=run,
        lines=lines.order_by("no"),
        count=sums["count"],
        kept_fen=int(sums["kept"]),
        kept_count=sums["kept_count"],
        awarded_count=sums["awarded"],
    )
