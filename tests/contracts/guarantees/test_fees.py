"""Fees by days on what was really guaranteed, to the fen; every amount here was worked by hand."""

from datetime import date
from fractions import Fraction

import pytest

from kerong.contracts.guarantees.ask_extension import ask_extension
from kerong.contracts.guarantees.decide_extension import decide_extension
from kerong.contracts.guarantees.errors import InvoiceClosed, InvoiceNotThis, ReceivedOnWrongDay
from kerong.contracts.guarantees.fees import capped, fee_between
from kerong.contracts.guarantees.filing import filing_of
from kerong.contracts.guarantees.invoice_fees import invoice_fees
from kerong.contracts.guarantees.models import FeeInvoice
from kerong.contracts.guarantees.receive_fee import receive_fee
from kerong.contracts.guarantees.waive_fee import waive_fee
from kerong.contracts.loans.approve_report import approve_report
from kerong.finance.guarantee_fees import FeeTerms
from kerong.finance.segments import Segment
from kerong.ledger.models import Account
from kerong.payments.match_accounts import match_accounts
from kerong.payments.models import Payment
from kerong.payments.record_late_return import LateReturn
from tests.build import guarantees, loans, payments
from tests.build.cases import WAN

RATE = Fraction(1, 100)
MORNING = guarantees.MORNING


def segment(start, end, balance_fen, overdue=False):
    return Segment(date.fromisoformat(start), date.fromisoformat(end), balance_fen, RATE, overdue)


YEAR = (segment("2026-03-06", "2027-03-06", 1_000 * WAN),)


def test_a_year_of_1000_wan_at_one_per_cent_is_10_wan_and_0_6_re_guaranteed():
    days = (date(2026, 3, 6), date(2027, 3, 6))
    assert fee_between(YEAR, *days, FeeTerms(rate=RATE)).amount_fen == 10 * WAN
    again = FeeTerms(rate=Fraction(3, 1000), share=Fraction(1, 5))
    fee = fee_between(YEAR, *days, again)
    assert fee.amount_fen == 6_000_00
    assert (fee.principal_days, fee.share_ppm) == (365 * 1_000 * WAN, 200_000)


def test_overdue_and_performing_principal_count_together_up_to_the_letter():
    parts = (
        segment("2026-03-06", "2026-06-06", 600 * WAN),
        segment("2026-05-06", "2026-06-06", 500 * WAN, overdue=True),
    )
    found = capped(parts, 1_000 * WAN)
    assert [(each.from_on.month, each.balance_fen) for each in found] == [
        (3, 600 * WAN),
        (5, 1_000 * WAN),
    ]


@pytest.fixture
def book(db):
    """Invoices by kind, as (from, to, fen), after billing on a day."""

    def billed(on: str, *kinds: str) -> list[tuple[str, str, int]]:
        invoice_fees(MORNING.replace(year=int(on[:4]), month=int(on[5:7]), day=int(on[8:])))
        rows = FeeInvoice.objects.order_by("no")
        rows = rows.filter(kind__in=kinds) if kinds else rows
        return [(f"{row.from_on}", f"{row.to_on}", row.amount_fen) for row in rows]

    return billed


def test_quarters_are_billed_on_real_balances_when_they_are_over(book):
    """1,000 万: 6 March to 6 June is 92 days: 1,000 × 92 ÷ 365 % = 2.520548 万 = 25,205.48. Then
    400 万 are repaid on 6 July: 1,000 × 30 + 600 × 62 = 67,200 万·天, × 1 % ÷ 365 = 18,410.96.
    Re-guarantee 40 % at 0.5 % (ticket above 500 万): 92,000 × 40 % × 0.5 % ÷ 365 = 5,041.10.
    """
    _, letter, loan = guarantees.in_force()
    assert book("2026-06-05") == []
    assert book("2026-06-06", "guarantee") == [("2026-03-06", "2026-06-06", 2_520_548)]
    assert book("2026-06-06", "reguarantee") == [("2026-03-06", "2026-06-06", 504_110)]
    when = loans.NOW.replace(month=7, day=6)
    loans.report(loan, "repayment", "2026-07-06", principal_fen=400 * WAN, at=when)
    assert book("2026-09-06", "guarantee")[1:] == [("2026-06-06", "2026-09-06", 1_841_096)]
    assert book("2026-09-06", "guarantee")[1:] == [("2026-06-06", "2026-09-06", 1_841_096)]
    letter.refresh_from_db()
    assert letter.fees_due_on == date(2026, 12, 6)


def test_an_early_end_bills_the_days_that_are_left_and_no_more(book):
    """6 March to 6 May is 61 days: 1,000 × 61 ÷ 365 % = 16,712.33."""
    _, letter, loan = guarantees.in_force()
    loans.report(loan, "settlement", "2026-05-06", principal_fen=1_000 * WAN)
    assert book("2026-06-01", "guarantee") == [("2026-03-06", "2026-05-06", 1_671_233)]
    assert book("2027-06-01", "guarantee") == [("2026-03-06", "2026-05-06", 1_671_233)]
    letter.refresh_from_db()
    assert (letter.fees_due_on, letter.fees_closed_at is None) == (None, False)


def upfront():
    return guarantees.in_force(guarantees.sides(fee_timing="upfront", reguarantee_ppm=0))


def receive(held, on="2026-03-10"):
    row = FeeInvoice.objects.get(kind="guarantee")
    day = date.fromisoformat(on)
    return receive_fee(
        actor=held.guarantors_clerk,
        invoice_id=row.pk,
        received_on=day,
        reference="流水-1",
        at=MORNING.replace(month=3, day=20),
    )


def test_an_up_front_fee_is_given_back_for_the_days_that_never_came(book):
    """10 万 asked for a year; repaid after 61 days: 100,000.00 − 16,712.33 = 83,287.67 back."""
    held, _, loan = upfront()
    assert book("2026-03-06") == [("2026-03-06", "2027-03-06", 10 * WAN)]
    receive(held)
    income = Account.objects.get(kind="fee_income")
    assert income.balance_fen == 10 * WAN
    loans.report(loan, "settlement", "2026-05-06", principal_fen=1_000 * WAN)
    assert book("2026-06-01", "refund") == [("2026-03-06", "2026-05-06", 8_328_767)]
    payment = Payment.objects.get()
    assert (payment.amount_fen, payment.payee) == (8_328_767, f"enterprise:{held.firm.pk}")
    assert payment.payable_id == income.pk
    assert book("2026-07-01", "refund") == [("2026-03-06", "2026-05-06", 8_328_767)]


def test_a_refund_the_bank_sent_back_is_owed_again(book):
    held, _, loan = upfront()
    book("2026-03-06")
    receive(held)
    loans.report(loan, "settlement", "2026-05-06", principal_fen=1_000 * WAN)
    book("2026-06-01", "refund")
    payments.account_of(f"enterprise:{held.firm.pk}")
    match_accounts()
    payments.settled(payments.sent_as(Payment.objects.get()))
    refund = FeeInvoice.objects.get(kind="refund")
    assert refund.state == "paid"

    back = LateReturn(on=payments.PAID_ON, reason="账户已销户")
    payments.came_back_late(Payment.objects.get().no, back, at=payments.LATER)

    refund.refresh_from_db()
    assert (refund.state, refund.closed_on, refund.reference) == ("due", None, "")


def test_an_up_front_fee_not_paid_yet_is_replaced_by_what_is_really_owed(book):
    _, _, loan = upfront()
    book("2026-03-06")
    loans.report(loan, "settlement", "2026-05-06", principal_fen=1_000 * WAN)
    assert book("2026-06-01", "settlement") == [("2026-03-06", "2026-05-06", 1_671_233)]
    states = dict(FeeInvoice.objects.values_list("kind", "state"))
    assert states == {"guarantee": "offset", "settlement": "due"}


def test_a_fee_that_was_waived_is_settled_no_more(book):
    held, _, loan = upfront()
    book("2026-03-06")
    row = FeeInvoice.objects.get()
    waived = {"actor": held.guarantors_approver, "invoice_id": row.pk}
    waive_fee(**waived, words="科技型企业担保费减免政策", at=MORNING)
    with pytest.raises(InvoiceClosed):
        waive_fee(**waived, words="科技型企业担保费减免政策", at=MORNING)
    loans.report(loan, "settlement", "2026-05-06", principal_fen=1_000 * WAN)
    book("2026-06-01")
    assert list(FeeInvoice.objects.values_list("state", flat=True)) == ["waived"]


def test_money_is_received_once_on_a_day_that_can_be(book):
    held, _, _ = upfront()
    book("2026-03-06")
    with pytest.raises(ReceivedOnWrongDay):
        receive(held, "2026-03-21")
    with pytest.raises(ReceivedOnWrongDay):
        receive(held, "2026-03-05")
    receive(held)
    with pytest.raises(InvoiceClosed):
        receive(held)


def test_what_a_guarantor_pays_its_re_guarantor_moves_no_money_here(book):
    held, _, _ = guarantees.in_force()
    book("2026-06-06")
    row = FeeInvoice.objects.get(kind="reguarantee")
    closing = {"actor": held.guarantors_clerk, "invoice_id": row.pk}
    later = MORNING.replace(month=6, day=10)
    receive_fee(**closing, received_on=date(2026, 6, 9), reference="汇-1", at=later)
    assert not Account.objects.filter(kind="fee_income").exists()
    with pytest.raises(InvoiceNotThis):
        waive_fee(actor=held.guarantors_approver, invoice_id=row.pk, words="不能减免的", at=later)


def extend_to(held, loan, day):
    waiting = loans.report(loan, "extension", "2026-06-01", due_on=day)
    _, approver = loans.people(loan)
    approve_report(actor=approver, proposal_id=waiting.pk, at=loans.NOW)


def test_an_extension_without_consent_leaves_liability_and_with_it_moves(book):
    held, letter, loan = guarantees.in_force()
    extend_to(held, loan, "2027-06-06")
    letter.refresh_from_db()
    assert (letter.matures_on, letter.liable_until) == (date(2027, 3, 6), date(2027, 9, 6))
    asked = ask_extension(
        actor=held.clerk,
        guarantee_no=letter.no,
        matures_on=date(2027, 6, 6),
        words="订单延期交付",
        at=loans.NOW,
    )
    decide_extension(
        actor=held.guarantors_approver,
        consent_id=asked.pk,
        agreed=True,
        words="",
        at=loans.NOW,
    )
    letter.refresh_from_db()
    assert (letter.matures_on, letter.liable_until) == (date(2027, 6, 6), date(2027, 12, 6))


def test_consent_given_before_takes_effect_when_the_bank_extends(book):
    held, letter, loan = guarantees.in_force()
    asked = ask_extension(
        actor=held.clerk,
        guarantee_no=letter.no,
        matures_on=date(2027, 6, 6),
        words="订单延期交付",
        at=loans.NOW,
    )
    answered = {"actor": held.guarantors_approver, "consent_id": asked.pk, "words": ""}
    decide_extension(**answered, agreed=True, at=loans.NOW)
    extend_to(held, loan, "2027-06-06")
    letter.refresh_from_db()
    assert letter.matures_on == date(2027, 6, 6)


def test_the_filing_of_a_month_tells_what_began_ran_and_ended(book):
    held, letter, loan = guarantees.in_force()
    when = loans.NOW.replace(month=6, day=20)
    loans.report(loan, "repayment", "2026-04-06", principal_fen=100 * WAN, at=when)
    loans.report(loan, "settlement", "2026-06-10", principal_fen=900 * WAN, at=when)
    book("2026-06-20")
    seen = {}
    for month in (2, 3, 4, 6, 7):
        lines = filing_of(held.guarantors_clerk, date(2026, month, 1))
        seen[month] = [(each.standing, each.released_fen, each.balance_fen) for each in lines]
    assert seen == {
        2: [],
        3: [("began", 0, 1_000 * WAN)],
        4: [("running", 100 * WAN, 900 * WAN)],
        6: [("ended", 900 * WAN, 0)],
        7: [],
    }
    (line,) = filing_of(held.guarantors_clerk, date(2026, 6, 1))
    # 1,000 × 31 + 900 × 61 to 6 June, 900 × 4 to the 10th; 40 % at 0.5 %
    assert line.refee_fen == 470_685 + 19_726
    assert filing_of(held.clerk, date(2026, 6, 1)) == []
    assert letter.no == line.guarantee.no
