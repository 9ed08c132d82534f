"""Who is told, and that the acts of this package tell them."""

import pytest

from kerong.kernel import roles
from kerong.kernel.actor import SYSTEM
from kerong.notices.deliver import deliver_due
from kerong.notices.kinds import kinds, sentence_of
from kerong.notices.models import Notice, Outbox
from kerong.notices.recipients import recipients_of
from kerong.parties.ask_for_firm import ask_for_firm
from kerong.parties.decide_firm_claim import decide_firm_claim
from kerong.parties.duties import Grant
from kerong.parties.end_mandate import end_mandate
from kerong.parties.grant_mandate import grant_mandate
from kerong.parties.kinds import KINDS
from kerong.parties.models import Mandate
from kerong.parties.offer_new_password import offer_new_password
from kerong.parties.resume_institution import resume_institution
from kerong.parties.suspend_institution import suspend_institution
from tests import build


def references(reference):
    return [found.reference for found in recipients_of(reference)]


def test_behind_an_organisation_stand_its_people():
    firm = build.enterprise()
    owner = build.person(roles.FIRM_OWNER, firm)
    clerk = build.person(roles.FIRM_CLERK, firm)
    build.person(roles.FIRM_CLERK, firm, is_active=False)
    gone = build.person(roles.FIRM_CLERK, firm)
    gone.mandates.update(ended_at=build.MOMENT)
    build.person(roles.FIRM_OWNER)
    assert references(firm.reference) == [owner.reference, clerk.reference]


def test_each_kind_of_reference_is_understood():
    officer = build.person(roles.OFFICER)
    department = officer.mandates.get().department
    operator = build.person(roles.OPERATOR)
    assert references(department.reference) == [officer.reference]
    assert references("role:operator") == [operator.reference]
    assert references(operator.reference) == [operator.reference]
    for unknown in ("role:person", "case:N2026-000001", "person:abc", "person:999999"):
        assert references(unknown) == []


def test_one_person_with_two_roles_is_told_once():
    bank = build.institution()
    person = build.person(roles.INSTITUTION_ADMIN, bank)
    build.mandate(person, roles.INSTITUTION_CLERK, bank)
    assert references(bank.reference) == [person.reference]


def test_who_is_told_carries_name_address_and_language():
    person = build.person(name="林静", email="lin@example.com", language="en")
    (found,) = recipients_of(person.reference)
    assert (found.name, found.email, found.language) == ("林静", "lin@example.com", "en")


def test_every_sentence_reads_in_both_languages():
    facts = {
        "where": "甲银行",
        "where_en": "甲银行",
        "role_zh": "机构经办人",
        "role_en": "institution clerk",
        "firm": "乙公司",
        "answer": "已核",
        "reason": "整改",
    }
    for code, _zh, _en in KINDS:
        assert code in kinds()
        for language in ("zh-hans", "en"):
            sentence = sentence_of(code, facts, language)
            assert "{" not in sentence
            assert "—" not in sentence


@pytest.fixture
def told():
    def texts(person):
        deliver_due(build.MOMENT)
        return [n.kind for n in Notice.objects.filter(reader=person.reference).order_by("pk")]

    return texts


def test_a_person_hears_of_mandate_and_its_end(told):
    person = build.person()
    bank = build.institution()
    mandate = grant_mandate(
        person_id=person.pk,
        grant=Grant(roles.INSTITUTION_CLERK, institution_id=bank.pk),
        actor=SYSTEM,
        at=build.MOMENT,
    )
    end_mandate(mandate_id=mandate.pk, actor=SYSTEM, at=build.MOMENT)
    assert told(person) == ["mandate.granted", "mandate.ended"]


def test_staff_hear_of_suspension_although_they_cannot_act(told):
    person = build.person(roles.INSTITUTION_CLERK)
    bank = person.mandates.get().institution_id
    suspend_institution(institution_id=bank, reason="整改", actor=SYSTEM, at=build.MOMENT)
    resume_institution(institution_id=bank, actor=SYSTEM, at=build.MOMENT)
    assert told(person) == ["institution.suspended", "institution.resumed"]


def test_the_owner_and_the_operators_hear_of_a_claim_and_the_asker_of_its_end(told):
    firm = build.enterprise()
    owner = build.person(roles.FIRM_OWNER, firm)
    operator = build.person(roles.OPERATOR)
    asker = build.person()
    claim = ask_for_firm(
        credit_code=firm.credit_code,
        words="我是法定代表人",
        actor=build.actor(roles.PERSON, person=asker),
        at=build.MOMENT,
    )
    assert told(owner) == ["firm_claim.asked"]
    decide_firm_claim(
        claim_id=claim.pk,
        confirmed=True,
        answer="已核对",
        actor=build.actor(roles.OPERATOR, person=operator),
        at=build.MOMENT,
    )
    assert told(operator) == ["firm_claim.asked"]
    assert told(owner) == ["firm_claim.asked", "mandate.ended"]
    assert told(asker)[-2:] == ["mandate.granted", "firm_claim.confirmed"]


def test_the_owner_of_a_password_link_hears_of_it(told):
    person = build.person(password=build.PASSWORD)
    operator = build.actor(roles.OPERATOR)
    offer_new_password(person_id=person.pk, actor=operator, at=build.MOMENT)
    assert told(person) == ["person.new_password_offered"]


def test_a_refused_act_tells_nobody():
    owner = build.actor(roles.FIRM_OWNER)
    with pytest.raises(Exception, match="owner_stays"):
        end_mandate(mandate_id=owner.mandate_id, actor=owner, at=build.MOMENT)
    assert not Outbox.objects.exists()
    assert Mandate.objects.live().filter(pk=owner.mandate_id).exists()
