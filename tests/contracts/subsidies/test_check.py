"""复核: every promise is recomputed from rows; each broken one is found and named."""

import json
from typing import Any

import pytest

from kerong.contracts.subsidies.check import check_subsidies
from kerong.contracts.subsidies.models import (
    EntitledMonth,
    Entitlement,
    InterestLine,
    InterestRun,
    Payout,
    Subsidy,
)
from kerong.kernel.canonical import digest
from kerong.ledger.models import Account
from kerong.trail.models import Event
from tests.build import interest_runs, parties, subsidies
from tests.build.cases import WAN
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db


def faults() -> set[str]:
    return {fault.code for fault in check_subsidies()}


@pytest.fixture
def subsidy() -> Subsidy:
    subsidies.budget()
    given = subsidies.award(subsidies.payee(), calculation={"steps": []})
    return subsidies.awarded(given)


def test_what_was_done_by_acts_is_sound(subsidy):
    assert invariants() == []


@pytest.mark.parametrize(
    ("breaks", "found"),
    [
        (lambda: Entitlement.objects.update(committed_fen=1), "entitlement.sums"),
        (lambda: EntitledMonth.objects.all().delete(), "entitlement.months"),
        (lambda: Subsidy.objects.update(state="cancelled"), "entitlement.freed"),
        (lambda: Subsidy.objects.update(ordered_fen=1), "subsidy.sums"),
        (lambda: Subsidy.objects.update(state="paid"), "subsidy.state"),
        (lambda: Subsidy.objects.update(calculation="{}"), "subsidy.calculation"),
        (lambda: Subsidy.objects.update(granted_fen=29 * WAN), "budget.held"),
        (lambda: Subsidy.objects.update(enterprise=parties.enterprise()), "subsidy.differs"),
        (lambda: Subsidy.objects.update(asked_fen=31 * WAN), "subsidy.differs"),
        (lambda: Entitlement.objects.update(matter="project:P-2"), "subsidy.differs"),
        (lambda: Event.objects.filter(kind="subsidy.awarded").delete(), "subsidy.differs"),
    ],
)
def test_a_row_that_was_edited_is_found(subsidy, breaks, found):
    breaks()
    assert found in faults()


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("subsidy-payable", "budget.payable"),
        ("subsidy-paid", "budget.paid"),
        ("claw-back", "budget.claw_back"),
    ],
)
def test_a_balance_that_rows_do_not_say_is_found(subsidy, kind, found):
    Account.objects.filter(code=f"fiscal/{kind}/upgrading-2026").update(balance_fen=7)
    assert found in faults()
    assert [line for line in invariants() if found in line]


def dearer(line: InterestLine) -> dict[str, Any]:
    """A line with a calculation that says the same."""
    told = json.loads(line.calculation) | {"amount_fen": 9_999_99}
    sound = {"calculation": json.dumps(told), "digest": digest(told)}
    return {"amount_fen": 9_999_99} | sound


def test_lines_edited_between_the_approval_and_the_award_are_found():
    """By the amount alone, by all of the line, and by all of the run but the trail."""
    interest_runs.world()
    interest_runs.quarter_paid()
    run = interest_runs.awarded(interest_runs.drafted())
    assert invariants() == []
    line = InterestLine.objects.get()

    InterestLine.objects.update(amount_fen=9_999_99)
    assert {"run.line", "run.lines"} <= faults()
    InterestLine.objects.update(**dearer(line))
    assert "run.lines" in faults() and "run.line" not in faults()
    seen = [[line.no, InterestLine.objects.get().digest, 9_999_99, "kept"]]
    InterestRun.objects.update(digest=digest(seen))
    told = [fault for fault in check_subsidies() if fault.code == "run.lines"]
    assert [(fault.where, fault.facts) for fault in told] == [(run.no, {"what": "digest"})]


def test_a_payout_that_was_edited_is_found(subsidy):
    subsidies.ordered(subsidy)
    Payout.objects.update(amount_fen=1)
    assert "subsidy.sums" in faults()
