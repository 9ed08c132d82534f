"""授信: proposed by one, approved by another, never worse than what the firm accepted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kerong.cases.approve_credit import approve_credit
from kerong.cases.errors import (
    CreditWorseThanQuote,
    NoProposal,
    ProposalStanding,
    SamePerson,
    WordsTooShort,
    WrongState,
)
from kerong.cases.models import Case, CreditDecision, TakeUp
from kerong.cases.propose_credit import propose_credit
from kerong.cases.return_credit import return_credit
from kerong.kernel import roles
from kerong.kernel.policy import RoleNotAllowed
from kerong.notices.models import Outbox
from kerong.parties.models import Person
from tests.build import cases, parties

pytestmark = pytest.mark.django_db


def propose(told, actor=None, **fields):
    return propose_credit(
        actor=actor or told.clerk,
        take_up_no=told.take_up.no,
        terms=replace(cases.CREDIT, **fields),
        at=told.at,
    )


def approve(told, actor=None):
    return approve_credit(actor=actor or told.approver, take_up_no=told.take_up.no, at=told.at)


def test_credit_proposed_by_a_clerk_is_approved_by_another():
    told = cases.story("proposed")

    decision = approve(told)

    told.reload()
    assert told.case.state == Case.State.CREDITED
    assert told.take_up.stage == TakeUp.Stage.CREDITED
    assert told.take_up.due_on == date(2026, 3, 20)  # ten working days to pay out
    assert decision.used_days == 0
    assert Outbox.objects.filter(kind="take_up.credit_approved").count() == 1


def test_a_lower_rate_than_quoted_is_welcome():
    told = cases.story("accepted")

    assert propose(told, rate_ppm=30_000).rate_ppm == 30_000


@pytest.mark.parametrize(
    "fields",
    [
        {"amount_fen": cases.CREDIT.amount_fen - 1},
        {"amount_fen": cases.CREDIT.amount_fen + 1},
        {"rate_ppm": cases.CREDIT.rate_ppm + 1},
    ],
)
def test_one_fen_less_or_one_ppm_more_than_accepted_is_refused(fields):
    told = cases.story("accepted")

    with pytest.raises(CreditWorseThanQuote):
        propose(told, **fields)


def test_nobody_approves_what_he_proposed_himself():
    told = cases.story("accepted")
    propose(told, actor=told.approver)

    with pytest.raises(SamePerson):
        approve(told)


def test_nor_under_a_second_mandate():
    told = cases.story("proposed")
    person = Person.objects.get(pk=told.clerk.person_id)
    both = parties.actor(
        roles.INSTITUTION_APPROVER, institution=told.take_up.institution, person=person
    )

    with pytest.raises(SamePerson):
        approve(told, actor=both)


def test_the_database_itself_refuses_one_person_for_both():
    told = cases.story("proposed")

    with pytest.raises(IntegrityError), transaction.atomic():
        CreditDecision.objects.update(approved_by=told.clerk.person_id, approved_at=told.at)


def test_a_clerk_cannot_approve():
    told = cases.story("proposed")

    with pytest.raises(RoleNotAllowed):
        approve(told, actor=told.clerk)


def test_two_proposals_do_not_stand_side_by_side():
    told = cases.story("proposed")

    with pytest.raises(ProposalStanding):
        propose(told)


def test_a_returned_proposal_makes_room_for_another():
    told = cases.story("proposed")

    returned = return_credit(
        actor=told.approver, take_up_no=told.take_up.no, words="请补充现金流分析", at=told.at
    )
    again = propose(told)

    assert returned.returned_at == told.at
    assert again.pk != returned.pk
    assert approve(told).pk == again.pk


def test_returning_needs_words_and_something_to_return():
    told = cases.story("accepted")
    with pytest.raises(NoProposal):
        return_credit(actor=told.approver, take_up_no=told.take_up.no, words="请补充", at=told.at)
    propose(told)
    with pytest.raises(WordsTooShort):
        return_credit(actor=told.approver, take_up_no=told.take_up.no, words="不", at=told.at)


def test_nothing_is_approved_twice():
    told = cases.story("credited")

    with pytest.raises(WrongState):
        approve(told)
    assert CreditDecision.objects.count() == 1


def test_no_credit_before_the_firm_accepted():
    with pytest.raises(WrongState):
        propose(cases.story("quoted"))


def test_the_days_used_leave_out_the_firms_own():
    told = cases.story("quoted")
    told.at = cases.FRIDAY + timedelta(days=4)
    cases.bring(told, "accepted")
    told.at = cases.FRIDAY + timedelta(days=6)
    cases.bring(told, "proposed")

    assert approve(told).used_days == 2
