"""A reward for referring a firm is asked for by that firm's credit code, each firm by itself."""

import pytest

from kerong.cases.applications.draft_application import ApplicationForm, draft_application
from kerong.cases.applications.errors import SubjectIsYou, SubjectMissing
from kerong.cases.applications.grant import order_of
from kerong.catalogue.effects import run_effect
from kerong.contracts.subsidies.effect import award_by_effect
from kerong.contracts.subsidies.errors import AlreadyEntitled
from kerong.contracts.subsidies.models import Subsidy
from kerong.kernel.actor import Actor
from kerong.kernel.references import CreditCodeCheckDigit, RegistrationNumber
from tests.build import applications, cases, evidence, parties, policies, subsidies
from tests.build.cases import FRIDAY

pytestmark = pytest.mark.django_db
POLICY, CLAUSE = "weifang-hnte-referrer", "WEIFANG-REFERRER"
EACH_FEN = 50_000_00


@pytest.fixture
def desk():
    """The office that leads, with a budget; grants become subsidies."""
    applications.carried_out(award_by_effect)
    policies.publish(POLICY)
    budget = subsidies.budget("referred", programmes=(POLICY,))
    lead = parties.department()
    applications.arranged(CLAUSE, lead, budget=budget.code)
    return lead


def referrer() -> Actor:
    made = parties.enterprise(division_code="370705", industry_code="C3911")
    evidence.observe(made, {"referred_hnte": "2"})
    return cases.firm(made)


def drafted(actor: Actor, subject: str):
    form = ApplicationForm(clause=CLAUSE, subject=subject)
    return draft_application(actor=actor, form=form, at=FRIDAY)


def granted(desk, actor: Actor, subject: str) -> str:
    """What the decision hands down about the firm the application names."""
    application = drafted(actor, subject)
    officer = applications.officer(desk)
    return run_effect(order_of(application, EACH_FEN, actor=officer, at=FRIDAY))


def test_the_firm_is_named_by_its_code_however_it_is_typed(desk):
    actor, code = referrer(), parties.enterprise().credit_code
    wide = "".join(chr(ord(each) + 0xFEE0) for each in code)

    for typed in (code, f" {code[:8].lower()} {code[8:]} ", wide):
        assert drafted(actor, typed).subject == code


def test_what_is_no_firm_or_the_firm_itself_is_refused(desk):
    actor = referrer()
    own = parties.Enterprise.objects.get(pk=actor.enterprise_id).credit_code

    for typed, fault in (
        ("", SubjectMissing),
        (own, SubjectIsYou),
        ("500107000123456", RegistrationNumber),
        (own[:17] + ("A" if own[17] != "A" else "B"), CreditCodeCheckDigit),
    ):
        with pytest.raises(fault):
            drafted(actor, typed)


def test_one_firm_referred_is_paid_to_one_referrer_and_a_second_firm_is_paid_too(desk):
    code, later = parties.enterprise().credit_code, parties.enterprise().credit_code
    first, rival = referrer(), referrer()

    assert granted(desk, first, code) and granted(desk, first, later)
    with pytest.raises(AlreadyEntitled):
        granted(desk, rival, code)

    rows = Subsidy.objects.order_by("pk").values_list("granted_fen", "entitlement__matter")
    assert list(rows) == [(EACH_FEN, f"firm:{each[8:17]}") for each in (code, later)]
