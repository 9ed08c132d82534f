"""Grants carried out by the package of subsidies: held in the budget, refused when it is empty."""

import pytest

from kerong.cases.applications.reads import application_page
from kerong.catalogue.effects import SUBSIDY
from kerong.contracts.subsidies.effect import award_by_effect
from kerong.contracts.subsidies.models import Subsidy
from kerong.kernel.errors import Conflict, Refused
from tests.build import applications, subsidies
from tests.build.applications import PUBLIC_DAYS, REWARD_FEN, REWARD_POLICY, decide, story

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _carried_out(opened: object) -> None:
    """In place of the test's own package."""
    from kerong.catalogue import effects

    effects._handlers[SUBSIDY] = award_by_effect


def begun(amount_fen: int) -> applications.Story:
    budget = subsidies.budget("demo", amount_fen, programmes=(REWARD_POLICY,))
    return applications.begin(budget=budget.code)


def test_a_grant_is_held_in_its_budget_and_seen_beside_the_application() -> None:
    told = story("approved", begun(REWARD_FEN))

    made = Subsidy.objects.get()
    assert (made.origin, made.granted_fen) == (told.application.reference, REWARD_FEN)
    page = application_page(told.firm, told.application.no, on=told.at.date())
    assert [each.no for each in page.subsidies] == [made.no]


def test_an_empty_budget_leaves_the_decision_waiting_and_says_so() -> None:
    told = story("public", begun(REWARD_FEN - 1))
    with pytest.raises((Refused, Conflict)):
        decide(actor=told.chief, no=told.application.no, at=told.at + PUBLIC_DAYS)
    assert told.reload().state == "publicity"
    assert "预算" in told.application.decisions.get().fault_zh
    assert not Subsidy.objects.exists()


def test_where_the_rules_settle_it_an_empty_budget_sends_it_to_people() -> None:
    budget = subsidies.budget("demo", REWARD_FEN - 1, programmes=(REWARD_POLICY,))
    told = applications.begin(budget=budget.code, decides_at_once=True)
    assert story("submitted", told).application.state == "submitted"
    assert not Subsidy.objects.exists()
