"""尽职免责: a checklist answered, an exemption decided by two, the decision a paper of its own."""

import json

import pytest

from kerong.contracts.compensation.answer_diligence import answer_diligence
from kerong.contracts.compensation.decide_exemption import decide_exemption
from kerong.contracts.compensation.errors import (
    ClaimNotFound,
    DiligenceOpen,
    MovedMeanwhile,
    QuestionUnknown,
    SamePerson,
)
from kerong.contracts.compensation.models import Exemption
from kerong.contracts.compensation.parameters import QUESTIONS
from kerong.contracts.compensation.propose_exemption import ExemptionDraft, propose_exemption
from kerong.documents.models import IssuedDocument
from tests.build import compensation as build
from tests.build import parties

pytestmark = pytest.mark.django_db
DRAFT = ExemptionDraft(staff="张经理、李审批", outcome="exempt", grounds="全程尽职，风险源于市场")
ALL_MET = dict.fromkeys(QUESTIONS, ("yes", ""))


@pytest.fixture
def world():
    claim = build.filed(build.kv_world())
    return claim, *build.staff(claim.lender)


def test_nobody_is_exempted_before_every_duty_is_met(world):
    claim, clerk, _ = world
    given = {"actor": clerk, "claim_no": claim.no, "at": build.CLAIMED}
    with pytest.raises(DiligenceOpen):
        propose_exemption(draft=DRAFT, **given)
    answer_diligence(answers=ALL_MET | {"purpose": ("no", "未核查用途")}, **given)
    with pytest.raises(DiligenceOpen) as fault:
        propose_exemption(draft=DRAFT, **given)
    assert fault.value.facts["questions"] == QUESTIONS["purpose"][0]
    liable = ExemptionDraft(staff="张经理", outcome="liable", grounds="未核查放款用途")
    assert propose_exemption(draft=liable, **given).outcome == "liable"


def test_two_people_of_the_bank_decide_and_the_paper_says_each_condition(world):
    claim, clerk, approver = world
    given = {"actor": clerk, "claim_no": claim.no, "at": build.CLAIMED}
    answer_diligence(answers=ALL_MET, **given)
    made = propose_exemption(draft=DRAFT, **given)
    with pytest.raises(SamePerson):
        alone = build.staff(claim.lender)[1]
        Exemption.objects.filter(pk=made.pk).update(proposed_by=alone.person_id)
        decide_exemption(actor=alone, exemption_id=made.pk, agrees=True, at=build.DECIDED)
    decided = decide_exemption(actor=approver, exemption_id=made.pk, agrees=True, at=build.DECIDED)
    paper = IssuedDocument.objects.get(no=decided.document_no)
    facts = json.loads(paper.facts)
    assert facts["outcome"] == "予以免责"
    assert len(facts["grounds"]) == 1 + len(QUESTIONS)
    assert all(line.endswith("：是") for line in facts["grounds"][1:])
    assert paper.subject == f"claim:{claim.no}"
    with pytest.raises(MovedMeanwhile):
        answer_diligence(answers=ALL_MET, **given)


def test_a_decision_sent_back_is_proposed_anew(world):
    claim, clerk, approver = world
    given = {"actor": clerk, "claim_no": claim.no, "at": build.CLAIMED}
    answer_diligence(answers=ALL_MET, **given)
    made = propose_exemption(draft=DRAFT, **given)
    with pytest.raises(MovedMeanwhile):
        propose_exemption(draft=DRAFT, **given)
    decide_exemption(
        actor=approver, exemption_id=made.pk, agrees=False, words="请补充证据", at=build.DECIDED
    )
    assert propose_exemption(draft=DRAFT, **given).pk != made.pk
    assert not IssuedDocument.objects.exists()


def test_only_those_of_the_claim_answer_and_only_what_is_asked(world):
    claim, clerk, _ = world
    with pytest.raises(QuestionUnknown):
        answer_diligence(
            actor=clerk, claim_no=claim.no, answers={"moon": ("yes", "")}, at=build.CLAIMED
        )
    stranger = build.staff(parties.institution())[0]
    with pytest.raises(ClaimNotFound):
        answer_diligence(actor=stranger, claim_no=claim.no, answers=ALL_MET, at=build.CLAIMED)
