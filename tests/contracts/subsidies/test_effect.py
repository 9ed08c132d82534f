"""The effect "subsidy": what the clause says becomes the award; its form, months, rule, budget."""

import pytest

from kerong.catalogue.effects import SUBSIDY, EffectOrder, run_effect
from kerong.contracts.subsidies.effect import award_from
from kerong.contracts.subsidies.errors import (
    AlreadyEntitled,
    AwardUnsound,
    ClauseUnknown,
    NoBudget,
    SeveralBudgets,
)
from kerong.contracts.subsidies.models import Subsidy
from tests.build import catalogue, loans, parties, policies, subsidies
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _library() -> None:
    catalogue.reference()
    policies.publish("fuling-listing", "hightech-mall")


def order(clause: str = "PC025", **fields) -> EffectOrder:
    terms = {
        "reference": f"application:{clause}",
        "origin": "application:A2026-000001",
        "kind": SUBSIDY,
        "clause": clause,
        "enterprise_id": (fields.pop("firm", None) or parties.enterprise()).pk,
        "amount_fen": 100 * WAN,
        "first_month": "2026-01",
        "last_month": "2026-12",
        "actor": subsidies.officer(),
        "at": subsidies.AT,
    }
    return EffectOrder(**(terms | fields))


def opened(given: EffectOrder) -> Subsidy:
    return Subsidy.objects.get(no=run_effect(given).removeprefix("subsidy:"))


def test_stages_of_a_listing_are_paid_once_for_all_under_their_joint_cap():
    subsidies.budget("listing", programmes=("fuling-listing",))
    firm = parties.enterprise()
    first = opened(order(firm=firm, amount_fen=600 * WAN))
    second = opened(order("PC026", firm=firm, reference="application:2"))

    assert (first.form, first.level, first.budget.code) == ("cash", "district", "listing-2026")
    assert (first.entitlement.family, first.entitlement.first_month) == ("fuling-listing", "once")
    assert (first.granted_fen, second.granted_fen) == (600 * WAN, 25 * WAN)


def test_a_yearly_clause_pays_for_its_months_and_twice_is_refused():
    subsidies.budget("mall")
    firm = parties.enterprise()
    first = opened(order("PC012", firm=firm))

    assert (first.entitlement.first_month, first.entitlement.last_month) == ("2026-01", "2026-12")
    assert run_effect(order("PC012", firm=firm)) == first.subject
    with pytest.raises(AlreadyEntitled):
        run_effect(order("PC012", firm=firm, reference="application:again"))


def test_each_project_or_person_is_a_matter_of_its_own():
    subsidies.budget("mall")
    firm = parties.enterprise()
    first = opened(order("PC012", firm=firm, facts={"project": "P-1"}))
    other = {"facts": {"person": "G-2"}, "reference": "application:2"}
    second = opened(order("PC012", firm=firm, **other))

    assert first.entitlement.matter == "project:P-1"
    assert second.entitlement.matter == "person:G-2"
    assert second.granted_fen == 100 * WAN


def test_what_an_order_lacks_is_said():
    with pytest.raises(NoBudget):
        run_effect(order())
    with pytest.raises(ClauseUnknown):
        run_effect(order("NOTHING"))
    with pytest.raises(AwardUnsound):
        run_effect(order(amount_fen=None))
    subsidies.budget("one")
    subsidies.budget("two")
    with pytest.raises(SeveralBudgets) as told:
        run_effect(order())
    assert told.value.facts["budgets"] == "one-2026, two-2026"
    assert opened(order(facts={"budget": "two-2026"})).budget.code == "two-2026"


def test_the_other_half_of_a_loan_is_the_same_matter():
    subsidies.budget("mall")
    firm = parties.enterprise()
    terms = {"firm": firm, "bank": parties.institution()}
    first, second = (
        loans.loan(bank_no=no, reference=f"take_up:{no}", **terms) for no in ("E-1", "E-2")
    )
    held = opened(order("PC012", firm=firm, facts={"loan": second.no}))

    assert held.entitlement.matter == f"loan:{first.no}"
    with pytest.raises(AlreadyEntitled):
        run_effect(order("PC012", firm=firm, facts={"loan": first.no}, reference="application:2"))


def test_a_project_names_the_loans_its_interest_is_paid_on():
    firm = parties.enterprise()
    held = loans.loan(firm=firm)
    given = award_from(
        order(
            "PC012",
            firm=firm,
            facts={"matter": "project:P-1", "loans": [held.no], "budget": "b-2026"},
        )
    )
    assert (given.matter, given.covers) == ("project:P-1", (f"loan:{held.no}",))

    stranger = loans.loan(bank_no="E-9", reference="take_up:E-9")
    with pytest.raises(AwardUnsound):
        award_from(order("PC012", firm=firm, facts={"loans": [stranger.no], "budget": "b-2026"}))


def test_a_loan_named_as_the_matter_is_found_by_its_first_half():
    firm = parties.enterprise()
    terms = {"firm": firm, "bank": parties.institution()}
    first, second = (
        loans.loan(bank_no=no, reference=f"take_up:{no}", **terms) for no in ("E-1", "E-2")
    )
    given = award_from(
        order("PC012", firm=firm, facts={"matter": f"loan:{second.no}", "budget": "b-2026"})
    )
    assert given.matter == f"loan:{first.no}"
