"""放款: reported once under the bank's own number; the loan opens and the need is done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kerong.cases.errors import (
    DisbursedOnWrongDay,
    DisbursedOutOfCredit,
    DisbursementReferenceUsed,
    FieldOutOfRange,
    WordsTooShort,
    WrongState,
)
from kerong.cases.models import Case, Desk, TakeUp
from kerong.cases.record_disbursement import record_disbursement
from kerong.contracts.loans.errors import ContractOnWrongDay
from kerong.contracts.loans.models import Instalment, Loan, LoanReport
from kerong.evidence.models import Consent
from kerong.trail.models import Event
from tests.build import cases

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def pay_out(told, **fields):
    payout = replace(cases.PAYOUT, disbursed_on=date(2026, 3, 6), **fields)
    return record_disbursement(
        actor=told.clerk, take_up_no=told.take_up.no, payout=payout, at=told.at
    )


def test_a_payout_opens_the_loan_with_its_plan_and_closes_the_need():
    told = cases.story("credited")

    loan = pay_out(told)

    told.reload()
    assert told.case.state == Case.State.DISBURSED
    assert told.take_up.stage == TakeUp.Stage.DISBURSED
    assert loan.origin == f"case:{told.case.no}"
    assert loan.instalments.count() == 12
    assert sum(loan.instalments.values_list("principal_fen", flat=True)) == loan.principal_fen
    assert LoanReport.objects.get().principal_fen == loan.principal_fen
    assert loan.line_fen == told.decision.amount_fen  # the rest may be drawn later
    assert Desk.objects.get().live == 0
    assert not Consent.objects.filter(ended_at=None).exists()
    assert Event.objects.filter(stream=f"loan:{loan.no}").count() == 1


def test_the_same_report_twice_is_the_same_loan():
    told = cases.story("credited")

    first = pay_out(told)
    told.at += timedelta(days=1)
    again = pay_out(told)

    assert first == again
    assert Loan.objects.count() == 1
    assert Instalment.objects.count() == 12


@pytest.mark.parametrize("fields", [{"amount_fen": 299 * cases.WAN}])
def test_the_same_number_with_other_figures_is_refused(fields):
    told = cases.story("credited")
    pay_out(told)

    with pytest.raises(DisbursementReferenceUsed):
        pay_out(told, **fields)


SPELLED = ["借-2026-1", "借－２０２６－１", " 借–2026–1 ", "借\u200b-2026-1"]


@pytest.mark.parametrize("spelled", SPELLED)
def test_one_number_stands_for_one_loan_of_a_bank(spelled):
    told = cases.story("credited")
    first = pay_out(told, reference="借-2026-1")
    other = cases.story("credited")
    other.clerk = cases.clerk(told.take_up.institution)
    TakeUp.objects.filter(pk=other.take_up.pk).update(institution=told.take_up.institution)

    with pytest.raises(DisbursementReferenceUsed):
        pay_out(other, reference=spelled)
    assert pay_out(told, reference=spelled) == first


def test_another_bank_may_use_the_same_number():
    pay_out(cases.story("credited"))
    pay_out(cases.story("credited"))

    assert Loan.objects.count() == 2


def test_a_second_payout_under_another_number_is_refused():
    told = cases.story("credited")
    pay_out(told)

    with pytest.raises(WrongState):
        pay_out(told, reference="借-2026-0002")


def test_less_than_the_credit_may_be_drawn_but_not_a_fen_more():
    told = cases.story("credited")
    with pytest.raises(DisbursedOutOfCredit):
        pay_out(told, amount_fen=300 * cases.WAN + 1)

    assert pay_out(told, amount_fen=250 * cases.WAN).principal_fen == 250 * cases.WAN


@pytest.mark.parametrize("on", [date(2026, 3, 5), date(2026, 3, 7)])
def test_the_day_lies_between_approval_and_today(on):
    told = cases.story("credited")

    with pytest.raises(DisbursedOnWrongDay):
        record_disbursement(
            actor=told.clerk,
            take_up_no=told.take_up.no,
            payout=replace(cases.PAYOUT, disbursed_on=on),
            at=told.at,
        )


def test_the_bank_may_tell_when_the_contract_was_signed_not_after_the_payout():
    told = cases.story("credited")
    for wrong in (date(2026, 3, 7), date(2016, 3, 5)):
        with pytest.raises(ContractOnWrongDay) as caught:
            pay_out(told, contract_on=wrong)
        assert "2026-03-06" in caught.value.say("en") and not Loan.objects.exists()

    loan = pay_out(told, contract_on=date(2026, 3, 5))
    assert loan.contract_on == date(2026, 3, 5)
    assert '"contract_on":"2026-03-05"' in Event.objects.get(kind="loan.opened").payload


def test_a_payout_needs_a_number_an_amount_and_credit():
    told = cases.story("credited")
    with pytest.raises(WordsTooShort):
        pay_out(told, reference="  ")
    with pytest.raises(FieldOutOfRange):
        pay_out(told, amount_fen=0)
    with pytest.raises(WrongState):
        pay_out(cases.story("proposed"))
    assert not Loan.objects.exists()
