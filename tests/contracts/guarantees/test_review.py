"""Agreements bind when signed, are ended by another; a single guarantee is decided by two."""

from dataclasses import replace
from datetime import date

import pytest

from kerong.contracts.guarantees.approve_guarantee import approve_guarantee
from kerong.contracts.guarantees.attach_paper import attach_paper
from kerong.contracts.guarantees.checklists import YES
from kerong.contracts.guarantees.decline_agreement import decline_agreement
from kerong.contracts.guarantees.diligence import diligence_of
from kerong.contracts.guarantees.draft_agreement import draft_agreement
from kerong.contracts.guarantees.errors import (
    AgreementMoved,
    ChecklistItemUnknown,
    DiligenceMissing,
    GuaranteeMoved,
    GuaranteeNotFound,
    ProposalReplaced,
    SamePerson,
    StoppedByRule,
    TermsUnsound,
    WrongSide,
)
from kerong.contracts.guarantees.models import Agreement, Guarantee
from kerong.contracts.guarantees.models.agreement import NeverEdited
from kerong.contracts.guarantees.propose_guarantee import propose_guarantee
from kerong.contracts.guarantees.reads import guarantee_page
from kerong.contracts.guarantees.record_diligence import record_diligence
from kerong.contracts.guarantees.refuse_guarantee import refuse_guarantee
from kerong.contracts.guarantees.return_proposal import return_proposal
from kerong.contracts.guarantees.sign_agreement import sign_agreement
from kerong.kernel import roles
from tests.build import guarantees, parties
from tests.build.cases import WAN

pytestmark = pytest.mark.django_db
MORNING = guarantees.MORNING
GROUNDS = "经营稳定，反担保措施齐备，同意担保。"


def drafted(held: guarantees.Sides, **terms: object) -> Agreement:
    draft = replace(guarantees.DRAFT, bank_id=held.bank.pk, **terms)
    return draft_agreement(actor=held.guarantors_clerk, draft=draft, at=MORNING)


def test_another_agreement_ends_the_one_before_on_its_first_day():
    held = guarantees.sides()
    approver = held.actor(roles.INSTITUTION_APPROVER, held.bank)
    new = drafted(held, from_on=date(2026, 6, 1), fee_ppm=8_000)
    sign_agreement(actor=approver, agreement_no=new.no, at=MORNING)
    old = Agreement.objects.get(pk=held.agreement.pk)
    assert (old.ended_on, old.replaced_by_id) == (date(2026, 6, 1), new.pk)
    assert guarantees.ask(held).state == "issued"
    june = guarantees.ask(held, at=MORNING.replace(month=6, day=1))
    assert june.state == "stopped"
    with pytest.raises(AgreementMoved):
        sign_agreement(actor=approver, agreement_no=new.no, at=MORNING)
    with pytest.raises(NeverEdited):
        old.save()


def test_the_bank_signs_or_declines_and_nobody_else():
    held = guarantees.sides()
    waiting = drafted(held)
    guarantor = held.guarantors_approver
    with pytest.raises(WrongSide):
        sign_agreement(actor=guarantor, agreement_no=waiting.no, at=MORNING)
    approver = held.actor(roles.INSTITUTION_APPROVER, held.bank)
    declined = decline_agreement(
        actor=approver, agreement_no=waiting.no, words="费率偏高", at=MORNING
    )
    assert declined.state == "declined"
    with pytest.raises(WrongSide):
        draft_agreement(
            actor=held.clerk, draft=replace(guarantees.DRAFT, bank_id=held.bank.pk), at=MORNING
        )


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"covered_ppm": 800_001}, "covered"),
        ({"reguarantee_ppm": 800_001}, "reguarantee"),
        ({"ticket_cap_fen": 3_000 * WAN + 1}, "caps"),
        ({"firm_cap_fen": 3_000 * WAN + 1}, "firm_cap"),
        ({"fee_ppm": 10_001}, "fee"),
        ({"claim_line_ppm": 50_001}, "claim_line"),
        ({"to_on": date(2025, 12, 31)}, "to_on"),
        ({"classes": ("any",)}, "classes"),
        ({"letter_days": 366}, "letter_days"),
    ],
)
def test_terms_stay_within_the_programme_and_the_split(terms, field):
    held = guarantees.sides()
    with pytest.raises(TermsUnsound) as told:
        drafted(held, **terms)
    assert told.value.facts["field"] == field


@pytest.fixture
def single():
    held = guarantees.sides(form="single")
    return held, guarantees.ask(held)


def test_a_single_guarantee_is_proposed_by_one_and_approved_by_another(single):
    held, asked = single
    assert (asked.state, asked.letter_no, asked.room_fen) == ("asked", "", 0)
    with pytest.raises(DiligenceMissing):
        propose_guarantee(
            actor=held.guarantors_clerk, guarantee_no=asked.no, grounds=GROUNDS, at=MORNING
        )
    guarantees.diligence(held, asked)
    approver = held.guarantors_approver
    proposed = propose_guarantee(actor=approver, guarantee_no=asked.no, grounds=GROUNDS, at=MORNING)
    deciding = {"guarantee_no": asked.no, "at": MORNING}
    with pytest.raises(SamePerson):
        approve_guarantee(actor=approver, proposed_at=proposed.proposed_at, **deciding)
    other = held.guarantors_approver
    with pytest.raises(ProposalReplaced):
        approve_guarantee(actor=other, proposed_at=MORNING.replace(hour=9), **deciding)
    given = approve_guarantee(actor=other, proposed_at=proposed.proposed_at, **deciding)
    assert (given.state, bool(given.letter_no), given.room_fen) == ("issued", True, 1_000 * WAN)
    with pytest.raises(GuaranteeMoved):
        refuse_guarantee(
            actor=other, guarantee_no=asked.no, words="材料不实，不同意担保。", at=MORNING
        )


def test_a_stop_that_came_meanwhile_keeps_the_letter_back(single):
    held, asked = single
    other = guarantees.sides(firm=held.firm)
    for _ in range(3):
        guarantees.ask(other)
    with pytest.raises(StoppedByRule) as told:
        guarantees.reviewed(held, asked)
    assert "3000 万" not in told.value.say("en")
    assert "单户上限" in told.value.say()
    assert Guarantee.objects.get(pk=asked.pk).state == "proposed"


def test_an_opinion_goes_back_and_a_request_can_be_refused(single):
    held, asked = single
    guarantees.diligence(held, asked)
    acting = {"guarantee_no": asked.no, "at": MORNING}
    propose_guarantee(actor=held.guarantors_clerk, grounds=GROUNDS, **acting)
    back = return_proposal(actor=held.guarantors_approver, words="补充财务分析", **acting)
    assert (back.state, back.grounds) == ("asked", "")
    said = refuse_guarantee(actor=held.guarantors_clerk, words="负债率过高，暂不同意。", **acting)
    assert said.state == "refused"


def test_what_was_refused_is_not_asked_for_its_diligence(single):
    held, asked = single
    acting = {"actor": held.guarantors_clerk, "guarantee_no": asked.no, "at": MORNING}
    refuse_guarantee(words="负债率过高，暂不同意。", **acting)
    with pytest.raises(GuaranteeMoved):
        propose_guarantee(grounds=GROUNDS, **acting)


def test_diligence_is_answered_whole_and_kept_beside_what_was_said_before(single):
    held, asked = single
    codes = [row.item.code for row in diligence_of(asked, "guarantor").rows]
    answers = dict.fromkeys(codes, (YES, ""))
    acting = {"actor": held.guarantors_clerk, "guarantee_no": asked.no, "words": ""}
    for wrong in ({}, answers | {"site": (YES, "")}, answers | {codes[0]: ("maybe", "")}):
        with pytest.raises(ChecklistItemUnknown):
            record_diligence(**acting, answers=wrong, at=MORNING)
    record_diligence(**acting, answers=answers, at=MORNING)
    record_diligence(**acting, answers=answers | {codes[0]: ("no", "股权待核")}, at=MORNING)
    found = diligence_of(asked, "guarantor")
    assert (found.left, found.rows[0].answer, found.rows[0].words) == (0, "no", "股权待核")
    assert asked.diligence.count() == 2
    assert diligence_of(asked, "bank").left == len(diligence_of(asked, "bank").rows)
    assert not found.checklist.verified


def test_the_firm_sees_its_guarantee_without_papers_stops_and_diligence(single):
    held, asked = single
    attach_paper(
        actor=held.clerk,
        guarantee_no=asked.no,
        title="授信批复",
        name="批复.txt",
        content="同意授信".encode(),
        at=MORNING,
    )
    guarantees.diligence(held, asked)
    seen = guarantee_page(held.owner, asked.no, at=MORNING)
    assert (seen.papers, seen.diligence, seen.stops, seen.side) == ([], (), (), "")
    assert len(guarantee_page(held.guarantors_clerk, asked.no, at=MORNING).papers) == 1
    for stranger in (parties.actor(roles.INSTITUTION_CLERK), parties.actor(roles.FIRM_OWNER)):
        with pytest.raises(GuaranteeNotFound):
            guarantee_page(stranger, asked.no, at=MORNING)
