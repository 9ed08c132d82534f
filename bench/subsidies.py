"""A subsidy batch from the loans to the bank's answer, and what all policies cost.

`python -m bench subsidies [--firms 30000] [--items 10000] [--postgres]`. Interest on every loan is
computed, reviewed, awarded, ordered, approved, exported and reconciled by the product's own acts;
the loans are copies of one whose reports came in by acts. Each database is measured in a process of
its own; ledger and promises are recomputed at the end.
"""

import json
import sys
from datetime import date, datetime
from pathlib import Path

from bench.metering import Meter, in_words, on_databases, print_steps
from bench.payments import give_accounts, pay
from bench.policy_cost import policy_cost, print_cost

FIRMS, ITEMS, A_TURN = 30_000, 10_000, 200
PATTERNS = 1_000
PAID = (("2026-02-10", 2_930_00), ("2026-03-10", 2_646_00), ("2026-04-06", 2_900_00))
MOST_OF_A_FIRM = 10_000_00  # more than a quarter's interest on 100 万


def main() -> None:
    for title, found in on_databases("bench.subsidies", {"firms": FIRMS, "items": ITEMS}):
        counts = f"{found['items']} subsidies, {found['paid']} paid"
        print(f"{title}: {counts}, {in_words(found['faults'])}")
        print_steps(found["steps"])
        print_cost(found["cost"])


def _child(firms: int, items: int, folder: Path) -> None:
    from bench import world

    world.start(folder)
    from tests.build import subsidies as build

    _load(firms)
    meter = Meter()
    with meter.step("policies"):
        cost = policy_cost(build.AT.date())
    _lend(items)
    _award(meter, items)
    pay(meter, items)
    from kerong.contracts.subsidies.check import check_subsidies
    from kerong.contracts.subsidies.models import Subsidy
    from kerong.ledger.check import check_ledger

    faults = [f"{each.code} {each.where}" for each in (*check_ledger().faults, *check_subsidies())]
    paid = Subsidy.objects.filter(state="paid").count()
    told = {"items": items, "paid": paid, "faults": faults, "cost": cost, "steps": meter.told()}
    print(json.dumps(told))


def _load(firms: int) -> None:
    """A thousand firms with their observations, and copies of them until there are enough."""
    from kerong.config.demo.firms import load_firms
    from kerong.config.demo.policies import load_policies
    from kerong.evidence.models import ImportBatch
    from kerong.parties.models import Enterprise
    from kerong.reference.loading import load_reference
    from tests.build import subsidies as build
    from tests.build.copies import copy_firms

    load_reference(build.AT)
    load_policies(build.AT)
    load_firms(build.AT, min(firms, PATTERNS))
    patterns = list(Enterprise.objects.order_by("pk"))
    copy_firms(patterns, ImportBatch.objects.order_by("-pk")[0], firms)
    build.held_reference()


def _lend(items: int) -> None:
    """One loan of 100 万 by acts, its interest paid for a quarter; every other firm has a copy."""
    from kerong.parties.models import Enterprise
    from tests.build import loans
    from tests.build import subsidies as build
    from tests.build.cases import WAN
    from tests.build.copies import copy_loan

    firms = list(Enterprise.objects.order_by("pk")[:items])
    assert len(firms) == items, "fewer firms than items"
    give_accounts(firms)
    pattern = loans.loan(
        firm=firms[0], principal_fen=100 * WAN, method="interest-first", day_count="act/365",
        disbursed_on=date(2026, 1, 10), reference="take_up:T2026-000000",
    )  # fmt: skip
    for day, fen in PAID:
        loans.report(pattern, "repayment", day, at=build.AT, interest_fen=fen)
    pattern.refresh_from_db()
    copy_loan(pattern, firms[1:])


def _award(meter: Meter, items: int) -> None:
    """From the draft of a run to orders for payment, by two people."""
    from kerong.contracts.subsidies.approve_run import approve_run
    from kerong.contracts.subsidies.award_lines import award_lines
    from kerong.contracts.subsidies.draft_run import RunDraft, compute_run, draft_run
    from kerong.contracts.subsidies.order_held import order_held
    from kerong.contracts.subsidies.period import Period
    from kerong.contracts.subsidies.reads import budget_standings
    from kerong.contracts.subsidies.submit_run import submit_run
    from tests.build import subsidies as build

    at: datetime = build.AT
    budget = build.budget("interest", items * MOST_OF_A_FIRM, title="贷款贴息")
    clerk, chief = build.officer(), build.officer()
    quarter = Period(date(2026, 1, 1), date(2026, 4, 1))
    draft = RunDraft(
        programme="beibei", clause="beibei-interest", budget=budget.code, period=quarter
    )
    with meter.step("compute"):
        run = draft_run(draft=draft, actor=clerk, at=at)
        if run.state == run.State.COMPUTING:  # what a worker then does
            run = compute_run(run, at=at)
    with meter.step("submit"):
        run = submit_run(no=run.no, actor=clerk, at=at)
    with meter.step("approve run"):
        run = approve_run(no=run.no, digest=run.digest, actor=chief, at=at)
    with meter.step("award"):
        while award_lines(run, actor=chief, at=at, most=A_TURN):
            pass
    with meter.step("order"):
        while order_held(budget=budget.code, actor=clerk, at=at, most=A_TURN):
            pass
    with meter.step("standings"):
        (standing,) = budget_standings(chief)
    assert standing.payable_fen > 0


if __name__ == "__main__":
    _child(int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
