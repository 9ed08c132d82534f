"""认领: asking for a firm that is known, and the answer."""

import pytest

from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed, SecondFactorNeeded
from kerong.parties.ask_for_firm import ask_for_firm
from kerong.parties.decide_firm_claim import decide_firm_claim
from kerong.parties.errors import (
    ClaimDecided,
    ClaimNotFound,
    ClaimPending,
    DutiesConflict,
    FirmNotFound,
    NotOneself,
    ReasonMissing,
)
from kerong.parties.models import FirmClaim, Mandate
from tests import build


def asked(firm, actor=None, words="本人为法定代表人"):
    actor = actor or build.actor(roles.PERSON)
    return ask_for_firm(credit_code=firm.credit_code, words=words, actor=actor, at=build.MOMENT)


def decided(claim, confirmed=True, actor=None, answer="已核对营业执照"):
    return decide_firm_claim(
        claim_id=claim.pk,
        confirmed=confirmed,
        answer=answer,
        actor=actor or build.actor(roles.OPERATOR),
        at=build.MOMENT,
    )


def owner_of(firm):
    return Mandate.objects.live().filter(enterprise=firm, role=roles.FIRM_OWNER).get().person_id


def test_asking_changes_nothing_by_itself(kinds):
    firm = build.enterprise()
    claim = asked(firm)
    assert claim.outcome == "pending"
    assert not Mandate.objects.filter(enterprise=firm).exists()
    assert kinds(firm.reference) == ["firm_claim.asked"]


def test_confirming_makes_the_asker_owner(kinds):
    firm = build.enterprise()
    claim = decided(asked(firm))
    assert (claim.outcome, claim.answer) == ("confirmed", "已核对营业执照")
    assert owner_of(firm) == claim.person_id
    assert kinds(firm.reference)[-2:] == ["mandate.granted", "firm_claim.confirmed"]


def test_confirming_ends_the_present_owner_and_the_askers_clerkship():
    firm = build.enterprise()
    former = build.person(roles.FIRM_OWNER, firm)
    clerk = build.actor(roles.FIRM_CLERK, enterprise=firm)
    decided(asked(firm, clerk))
    assert owner_of(firm) == clerk.person_id
    assert not Mandate.objects.live().filter(person=former).exists()
    assert Mandate.objects.live().filter(person_id=clerk.person_id).count() == 1


def test_refusing_leaves_everything_and_lets_one_ask_again():
    firm = build.enterprise()
    person = build.actor(roles.PERSON)
    decided(asked(firm, person), confirmed=False, answer="材料不符")
    assert not Mandate.objects.filter(enterprise=firm).exists()
    asked(firm, person)


def test_one_asks_once_at_a_time_and_only_for_known_firms():
    firm, person = build.enterprise(), build.actor(roles.PERSON)
    asked(firm, person)
    with pytest.raises(ClaimPending):
        asked(firm, person)
    with pytest.raises(FirmNotFound):
        ask_for_firm(credit_code=build.credit_code(), words="我的", actor=person, at=build.MOMENT)
    with pytest.raises(ReasonMissing):
        asked(build.enterprise(), person, words=" ")


def test_a_claim_is_decided_once_by_an_operator_and_not_by_the_asker():
    claim = asked(build.enterprise())
    with pytest.raises(RoleNotAllowed):
        decided(claim, actor=build.actor(roles.OFFICER))
    with pytest.raises(SecondFactorNeeded):
        decided(claim, actor=build.actor(roles.OPERATOR, second_factor=False))
    with pytest.raises(ReasonMissing):
        decided(claim, answer="")
    decided(claim, confirmed=False)
    with pytest.raises(ClaimDecided):
        decided(claim)
    with pytest.raises(ClaimNotFound):
        decided(FirmClaim(pk=0))
    operator = build.actor(roles.OPERATOR)
    with pytest.raises(NotOneself):
        decided(asked(build.enterprise(), operator), actor=operator)


def test_duties_hold_for_claims_and_undo_the_whole_decision():
    firm = build.enterprise()
    former = build.person(roles.FIRM_OWNER, firm)
    banker = build.actor(roles.INSTITUTION_CLERK)
    claim = asked(firm, banker)
    with pytest.raises(DutiesConflict):
        decided(claim)
    claim.refresh_from_db()
    assert claim.outcome == "pending"
    assert owner_of(firm) == former.pk
