"""The demo's subsidies: every page of them has something to show, and all of it adds up."""

from datetime import datetime

import pytest

from kerong.config.demo.subsidies import load_subsidies
from kerong.contracts.subsidies.models import Budget, BudgetProposal, InterestRun, Subsidy
from kerong.kernel import roles
from tests.build import loans, parties
from tests.build.cases import CHINA
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db


def test_budgets_awards_and_a_run_stand_and_add_up():
    for _ in range(2):
        parties.enterprise(is_sample=True)
    loans.loan()
    office = parties.department()
    for login in ("officer", "officer-chief"):
        parties.mandate(parties.person(login=login), roles.OFFICER, department=office)

    count = load_subsidies(datetime(2026, 6, 1, 10, 0, tzinfo=CHINA))

    assert (count, Budget.objects.count()) == (4, 3)
    assert BudgetProposal.objects.get(state="asked").kind == "top_up"
    states = list(Subsidy.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["ordered", "held", "waiting", "waiting"]
    assert InterestRun.objects.get().lines.exists()
    assert invariants() == []
