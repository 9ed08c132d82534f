"""企业注册."""

import pytest

from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS
from kerong.kernel.errors import Invalid
from kerong.kernel.policy import Unauthenticated
from kerong.kernel.references import CreditCodeCheckDigit, RegistrationNumber
from kerong.parties.ask_for_firm import ask_for_firm
from kerong.parties.decide_firm_claim import decide_firm_claim
from kerong.parties.errors import (
    CodeUnreadable,
    DivisionUnknown,
    DutiesConflict,
    FirmKnown,
    FirmOwned,
    IndustryUnknown,
    LegalFormMismatch,
)
from kerong.parties.models import Enterprise, Mandate
from kerong.parties.register_firm import FirmDraft, register_firm
from kerong.reference.loading import load_reference
from tests import build


def registered(actor=None, **changes):
    draft = {"name": "重庆示例科技有限公司", "credit_code": build.credit_code()} | changes
    actor = actor or build.actor(roles.PERSON)
    return register_firm(draft=FirmDraft(**draft), actor=actor, at=build.MOMENT)


def test_whoever_brings_a_firm_owns_it(kinds):
    actor = build.actor(roles.PERSON)
    code = build.credit_code()
    mandate = registered(
        actor, credit_code=f" {code[:9].lower()}-{code[9:]} ", industry_code="C3922"
    )
    firm = mandate.enterprise
    assert (firm.credit_code, firm.name) == (code, "重庆示例科技有限公司")
    assert (firm.initials, firm.legal_form) == ("cqslkjyxgs", "company")
    assert (firm.division_code, firm.industry_code) == ("500000", "C3922")
    assert code.lower() in firm.find_text
    assert (mandate.role, mandate.person_id) == (roles.FIRM_OWNER, actor.person_id)
    assert kinds(firm.reference) == ["enterprise.registered", "mandate.granted"]


@pytest.mark.parametrize(
    ("authority", "form"),
    [
        ("92", "individual_business"),
        ("93", "farm_coop"),
        ("12", "public_institution"),
        ("52", "private_non_enterprise"),
    ],
)
def test_the_code_tells_the_legal_form(authority, form):
    mandate = registered(credit_code=build.credit_code(authority=authority))
    assert mandate.enterprise.legal_form == form


def test_a_partnership_says_so_and_a_wrong_form_is_refused():
    assert registered(legal_form="partnership").enterprise.legal_form == "partnership"
    with pytest.raises(LegalFormMismatch):
        registered(legal_form="individual_business")
    with pytest.raises(LegalFormMismatch):
        registered(credit_code=build.credit_code(authority="92"), legal_form="company")
    with pytest.raises(LegalFormMismatch):
        registered(credit_code=build.credit_code(authority="11"))


def test_a_mistyped_code_is_refused_with_the_reason():
    code = build.credit_code()
    swapped = code[:-1] + ("1" if code[-1] != "1" else "2")
    with pytest.raises(CreditCodeCheckDigit):
        registered(credit_code=swapped)
    with pytest.raises(RegistrationNumber):
        registered(credit_code="500000000000001")
    with pytest.raises(Invalid):
        registered(name="")
    assert not Enterprise.objects.exists()


def test_a_firm_that_has_an_owner_shows_the_way_out():
    code = registered().enterprise.credit_code
    with pytest.raises(FirmOwned) as refusal:
        registered(credit_code=code)
    assert "邀请" in refusal.value.say()
    assert "invitation" in refusal.value.say("en")


def test_a_firm_whose_data_is_held_is_not_handed_to_the_first_who_asks():
    firm = build.enterprise()
    with pytest.raises(FirmKnown):
        registered(credit_code=firm.credit_code)
    assert not Mandate.objects.filter(enterprise=firm).exists()


@pytest.mark.parametrize("role", [roles.INSTITUTION_CLERK, roles.OFFICER, roles.OPERATOR])
def test_bank_and_office_people_do_not_own_firms(role):
    with pytest.raises(DutiesConflict):
        registered(build.actor(role))
    assert not Enterprise.objects.exists()


def test_one_person_may_own_two_firms():
    actor = build.actor(roles.PERSON)
    registered(actor)
    registered(actor)
    assert Mandate.objects.filter(person_id=actor.person_id).count() == 2


def test_a_visitor_registers_as_a_person_first():
    with pytest.raises(Unauthenticated):
        registered(ANONYMOUS)


def test_a_firm_somebody_registered_is_unverified_until_an_operator_has_looked():
    owner = build.actor(roles.PERSON)
    firm = registered(owner).enterprise
    assert firm.unverified_since == build.MOMENT and firm.is_unverified

    claim = ask_for_firm(
        credit_code=firm.credit_code, words="营业执照已上传", actor=owner, at=build.MOMENT
    )
    decide_firm_claim(
        claim_id=claim.pk,
        confirmed=True,
        answer="已核对营业执照",
        actor=build.actor(roles.OPERATOR),
        at=build.MOMENT,
    )

    firm.refresh_from_db()
    assert not firm.is_unverified
    held = Mandate.objects.live().get(enterprise=firm)
    assert (held.person_id, held.role) == (owner.person_id, roles.FIRM_OWNER)


def test_a_refused_claim_verifies_nothing():
    firm = registered().enterprise
    claim = ask_for_firm(
        credit_code=firm.credit_code,
        words="本人为法定代表人",
        actor=build.actor(roles.PERSON),
        at=build.MOMENT,
    )
    decide_firm_claim(
        claim_id=claim.pk,
        confirmed=False,
        answer="材料不符",
        actor=build.actor(roles.OPERATOR),
        at=build.MOMENT,
    )
    firm.refresh_from_db()
    assert firm.is_unverified


def test_a_firm_the_platform_enlisted_is_not_marked():
    assert not build.enterprise().is_unverified


@pytest.mark.parametrize("industry_code", ["C39220000000", "C392200", "3922"])
def test_a_code_its_column_could_not_hold_is_refused_in_words(industry_code):
    with pytest.raises(CodeUnreadable):
        registered(industry_code=industry_code)
    assert not Enterprise.objects.exists()


def test_a_code_that_stands_in_no_table_is_refused():
    load_reference(build.MOMENT)
    with pytest.raises(IndustryUnknown):
        registered(industry_code="C3999")
    with pytest.raises(DivisionUnknown):
        registered(division_code="500999")
    assert not Enterprise.objects.exists()
    firm = registered(industry_code="I65", division_code="500107001").enterprise
    assert (firm.industry_code, firm.division_code) == ("I65", "500107001")
