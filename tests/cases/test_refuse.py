"""婉拒: never without a code and words; after acceptance the firm gets a new round."""

from datetime import date, timedelta

import pytest

from kerong.cases.errors import (
    RefusalCodeUnknown,
    TakenBefore,
    TakeUpNotFound,
    WordsTooShort,
    WrongState,
)
from kerong.cases.models import Acceptance, Case, CreditDecision, Desk
from kerong.cases.reads import need_page
from kerong.cases.refusals import REFUSAL_CODES
from kerong.cases.refuse import refuse
from kerong.cases.take_up_need import take_up_need
from kerong.evidence.models import Consent
from kerong.notices.models import Outbox
from kerong.trail.models import Event
from tests.build import cases

pytestmark = pytest.mark.django_db


def say_no(told, code="R06", words="经测算现金流不足以覆盖还款", actor=None):
    return refuse(
        actor=actor or told.clerk, take_up_no=told.take_up.no, code=code, words=words, at=told.at
    )


@pytest.mark.parametrize("stage", ["taken", "contacted", "quoted"])
def test_a_bank_leaves_with_a_reason_the_firm_reads(stage):
    told = cases.story(stage)

    left = say_no(told)

    told.reload()
    assert (left.release_kind, left.release_code) == ("refused", "R06")
    assert told.case.taken == 0
    assert told.case.state == Case.State.OPEN
    assert Desk.objects.get().live == 0
    assert not Consent.objects.filter(ended_at=None).exists()
    notice = Outbox.objects.get(kind="take_up.refused")
    assert "现金流不足" in str(notice.facts)


def test_the_reason_stays_between_bank_and_firm():
    told = cases.story("taken")

    say_no(told)

    shared = Event.objects.filter(stream=f"case:{told.case.no}")
    assert all("R06" not in str(event.facts) for event in shared)


@pytest.mark.parametrize("code", ["", "R00", "R13", "r01"])
def test_a_code_that_is_not_listed_is_refused(code):
    with pytest.raises(RefusalCodeUnknown):
        say_no(cases.story("taken"), code=code)


@pytest.mark.parametrize(
    ("code", "length"), [(code, entry.least_words) for code, entry in REFUSAL_CODES.items()]
)
def test_every_code_needs_its_words_exactly(code, length):
    told = cases.story("taken")

    with pytest.raises(WordsTooShort):
        say_no(told, code=code, words="字" * (length - 1) + "  ")
    say_no(told, code=code, words="字" * length)


def test_another_bank_cannot_refuse_in_its_place():
    with pytest.raises(TakeUpNotFound):
        say_no(cases.story("taken"), actor=cases.clerk())


@pytest.mark.parametrize("stage", ["accepted", "proposed", "credited"])
def test_backing_out_after_acceptance_opens_a_new_round(stage):
    told = cases.story("quoted")
    loser = cases.second_bank(told)
    for name in cases.STAGES[4 : cases.STAGES.index(stage) + 1]:
        cases.bring(told, name)
    told.at = cases.FRIDAY + timedelta(days=12)

    say_no(told)

    told.reload()
    assert told.case.state == Case.State.OPEN
    assert told.case.taken == 0
    assert told.case.decision_due_on == date(2026, 3, 27)
    assert Acceptance.objects.get().end_kind == "refused"
    assert not CreditDecision.objects.filter(returned_at=None, approved_at=None).exists()
    assert need_page(told.firm, told.case.no, on=told.at.date()).decision is None
    again = take_up_need(actor=loser.clerk, case_no=told.case.no, at=told.at + timedelta(hours=1))
    assert again.is_live


def test_the_bank_that_backed_out_does_not_come_back_in_that_round():
    told = cases.story("accepted")
    say_no(told)

    with pytest.raises(TakenBefore):
        take_up_need(actor=told.clerk, case_no=told.case.no, at=told.at + timedelta(hours=1))


def test_a_directed_need_refused_is_unmet_and_goes_to_the_officers():
    bank = cases.parties.institution()
    case = cases.need(mode="directed", addressed_to_id=bank.pk)
    clerk = cases.clerk(bank)
    take_up = take_up_need(actor=clerk, case_no=case.no, at=cases.FRIDAY)

    refuse(
        actor=clerk,
        take_up_no=take_up.no,
        code="R07",
        words="无法提供我行认可的担保方式",
        at=cases.FRIDAY,
    )

    case.refresh_from_db()
    assert case.state == Case.State.UNMET
    assert Outbox.objects.filter(kind="case.escalated").count() == 1


def test_once_it_has_paid_out_the_bank_cannot_back_out():
    with pytest.raises(WrongState):
        say_no(cases.story("disbursed"))
