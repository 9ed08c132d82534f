"""Pledges, insurance, agreements, budgets, exemptions: a row broken by hand is named here too."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F

from kerong.contracts.compensation.answer_diligence import answer_diligence
from kerong.contracts.compensation.ask_breaker_change import BreakerWish, ask_breaker_change
from kerong.contracts.compensation.decide_exemption import decide_exemption
from kerong.contracts.compensation.models import (
    Breaker,
    BreakerChange,
    Exemption,
    LossAgreement,
    PoolFunding,
)
from kerong.contracts.compensation.parameters import QUESTIONS
from kerong.contracts.compensation.propose_exemption import ExemptionDraft, propose_exemption
from kerong.contracts.guarantees.models import Agreement
from kerong.contracts.insurance.models import InsuranceClaim, InsurancePolicy, InsuranceRecovery
from kerong.contracts.pledges.models import Filing, Pledge
from kerong.contracts.subsidies.models import BudgetProposal
from kerong.trail.models import Event
from tests.build import compensation, guarantees, insurance, pledges, subsidies
from tests.build.invariants import invariants

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def world(django_db_setup: Any, django_db_blocker: Any) -> Any:
    """One of each, made by the acts and never kept."""
    with django_db_blocker.unblock(), transaction.atomic():
        pledges.world().until_registered()
        insured = insurance.world()
        policy = insured.in_force()
        insured.lost()
        claim = insured.settled(insured.agreed(policy))
        insured.at = insurance.LATER
        insured.recovered(claim, 50_000_000)
        guarantees.in_force()
        subsidies.budget()
        _exempted()
        yield
        transaction.set_rollback(True)


def _exempted() -> None:
    """The bank's people of a lost loan, and a breaker somebody wants stopped."""
    claim = compensation.filed(compensation.kv_world(breaker_key="strict"))
    clerk, approver = compensation.staff(claim.lender)
    given = {"actor": clerk, "claim_no": claim.no, "at": compensation.CLAIMED}
    answer_diligence(answers=dict.fromkeys(QUESTIONS, ("yes", "")), **given)
    draft = ExemptionDraft(staff="张经理", outcome="exempt", grounds="全程尽职，风险源于市场")
    made = propose_exemption(draft=draft, **given)
    decide_exemption(actor=approver, exemption_id=made.pk, agrees=True, at=compensation.DECIDED)
    breaker = Breaker.objects.order_by("pk").first()
    assert breaker is not None
    ask_breaker_change(
        actor=compensation.officer(),
        breaker_id=breaker.pk,
        wish=BreakerWish(
            kind="resume", words="经会商，情况已核实", lifted_until=date(2026, 12, 31)
        ),
        at=compensation.DECIDED,
    )


def test_what_acts_made_breaks_none() -> None:
    assert invariants() == []


def moved(model: Any, to: str) -> Callable[[], None]:
    """Every row typed into another state, past its act."""

    def breaks() -> None:
        model.objects.update(state=to)

    breaks.__name__ = f"{model.__name__}_is_{to}"
    return breaks


def same_person(model: Any, second: str, first: str) -> Callable[[], None]:
    def breaks() -> None:
        model.objects.update(**{second: F(first)})

    breaks.__name__ = f"{model.__name__}_{second}_is_{first}"
    return breaks


def nobody(model: Any, second: str) -> Callable[[], None]:
    def breaks() -> None:
        model.objects.update(**{second: None})

    breaks.__name__ = f"{model.__name__}_{second}_is_nobody"
    return breaks


def a_payout_was_agreed_before_anybody_claimed() -> None:
    Event.objects.filter(kind="insurance.claim_filed").update(kind="insurance.claim_noted")


def a_right_was_taken_off_the_register_in_silence() -> None:
    Event.objects.filter(kind="pledge.registered").delete()
    Pledge.objects.update(state="released")


BROKEN: dict[str, tuple[Callable[[], None], ...]] = {
    "I4": (
        moved(Pledge, "withdrawn"),
        moved(Filing, "correcting"),
        moved(InsurancePolicy, "expired"),
        moved(InsuranceClaim, "filed"),
        moved(InsuranceRecovery, "rejected"),
        moved(LossAgreement, "ended"),
        moved(Agreement, "declined"),
        moved(PoolFunding, "returned"),
        moved(BudgetProposal, "returned"),
        moved(Exemption, "proposed"),
        moved(BreakerChange, "returned"),
        a_payout_was_agreed_before_anybody_claimed,
        a_right_was_taken_off_the_register_in_silence,
    ),
    "I10": (
        same_person(InsuranceClaim, "filed_by", "approved_by"),
        same_person(Pledge, "offered_by", "signed_by"),
        same_person(Filing, "drafted_by", "decided_by"),
        same_person(Agreement, "drafted_by", "decided_by"),
        nobody(Pledge, "signed_by"),
        nobody(InsuranceClaim, "approved_by"),
        nobody(InsuranceRecovery, "decided_by"),
        nobody(LossAgreement, "decided_by"),
        nobody(Agreement, "decided_by"),
        nobody(Exemption, "decided_by"),
    ),
}


@pytest.mark.parametrize(
    ("named", "breaks"),
    [
        pytest.param(named, breaks, id=f"{named}-{breaks.__name__}")
        for named, controls in BROKEN.items()
        for breaks in controls
    ],
)
def test_a_row_broken_by_hand_is_named(named: str, breaks: Callable[[], None]) -> None:
    with transaction.atomic():
        breaks()
        found = invariants()
        transaction.set_rollback(True)

    assert named in {line.split()[0] for line in found}, found
