"""Before it decides, the leading office sees what a grant would do, and what stands in its way."""

from dataclasses import replace

import pytest
from django.urls import reverse

from kerong.cases.applications.foresee import foreseen
from kerong.cases.applications.grant import order_of
from kerong.cases.applications.reads import application_page
from kerong.catalogue.effects import SUBSIDY
from kerong.contracts.subsidies.award_subsidy import award_subsidy
from kerong.contracts.subsidies.effect import award_by_effect, award_from
from kerong.contracts.subsidies.errors import AlreadyEntitled
from kerong.contracts.subsidies.models import Subsidy
from kerong.contracts.subsidies.preview_award import Preview
from kerong.kernel.actor import Actor
from kerong.ledger.models import Transfer
from tests.build import applications, subsidies
from tests.build.applications import REWARD_FEN, REWARD_POLICY, Story, story
from tests.build.web import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _carried_out(opened: object) -> None:
    from kerong.catalogue import effects

    effects._handlers[SUBSIDY] = award_by_effect


def begun(amount_fen: int = 10 * REWARD_FEN) -> Story:
    budget = subsidies.budget("demo", amount_fen, programmes=(REWARD_POLICY,))
    return applications.begin(budget=budget.code)


def seen(told: Story, actor: Actor | None = None) -> Preview | None:
    who = actor or told.officer
    page = application_page(who, told.application.no, on=told.at.date())
    return foreseen(page, actor=who, at=told.at)


def test_it_says_what_would_be_paid_and_writes_nothing() -> None:
    told = story("accepted", begun())
    before = Transfer.objects.count()
    found = seen(told)
    assert found is not None and found.refusal is None
    assert (found.granted_fen, found.left_fen, found.is_enough) == (
        REWARD_FEN,
        10 * REWARD_FEN,
        True,
    )
    assert Transfer.objects.count() == before and not Subsidy.objects.exists()


def test_what_the_firm_has_already_is_named_before_the_office_speaks() -> None:
    """Another office's decision paid for the same matter while the application was under way."""
    told = story("accepted", begun())
    order = order_of(told.application, REWARD_FEN, actor=told.officer, at=told.at)
    elsewhere = replace(award_from(order), reference="decision:D1", origin="case:A2026-900001")
    first = award_subsidy(award=elsewhere, actor=told.officer, at=told.at)

    found = seen(told)
    assert found is not None and isinstance(found.refusal, AlreadyEntitled)
    assert found.refusal.facts["no"] == first.no
    page = text(told.officer, reverse("console:application", args=[told.application.no]))
    assert first.no in page and "subsidy.already_entitled" in page


def test_an_empty_budget_is_seen_before_anybody_proposes() -> None:
    told = story("accepted", begun(REWARD_FEN - 1))
    found = seen(told)
    assert found is not None and not found.is_enough
    page = text(told.officer, reverse("console:application", args=[told.application.no]))
    assert 'class="notice ask"' in page and "预算" in page


def test_the_second_person_sees_the_amount_that_is_proposed() -> None:
    told = story("public", begun())
    found = seen(told, told.chief)
    assert found is not None and found.granted_fen == REWARD_FEN


def test_other_offices_foresee_nothing() -> None:
    told = story("accepted", begun())
    assert seen(told, told.reviewer) is None


def test_what_has_ended_foresees_nothing() -> None:
    assert seen(story("approved", begun())) is None
