"""退汇: what a bank reported as paid and sent back is owed again, and paid again once."""

from datetime import date, timedelta

import pytest

from kerong.kernel.actor import Actor
from kerong.kernel.errors import Forbidden
from kerong.ledger.models import Transfer
from kerong.notices.models import Outbox
from kerong.payments import settle
from kerong.payments.advance import run_to_end
from kerong.payments.cancel import cancel_payment
from kerong.payments.check import check_payments
from kerong.payments.confirm_late_return import confirm_late_return
from kerong.payments.drop_late_return import drop_late_return
from kerong.payments.errors import (
    LateDayOutside,
    LateReturnMoved,
    LateReturnWaits,
    PaymentNotPaid,
    PaymentNotReturned,
    ReturnsBeingTaken,
    SamePerson,
    WordsWanted,
)
from kerong.payments.models import Payment, PaymentBatch, ReturnFile
from kerong.payments.record_late_return import LateReturn, record_late_return
from kerong.payments.reissue_batch import reissue_batch
from kerong.payments.reissue_payment import reissue_payment
from tests.build import parties
from tests.build import payments as build
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db

BACK = LateReturn(on=build.PAID_ON, reason="账户已销户")


@pytest.fixture(autouse=True)
def purse(db: None) -> None:
    build.purse()


def paid(*amounts: int) -> list[Payment]:
    """Payments of one batch that the bank reported as paid."""
    made = [build.ordered(build.firm_with_account().reference, fen) for fen in amounts]
    build.settled(build.sent(made))
    return [Payment.objects.get(pk=each.pk) for each in made]


def late(payment: Payment, back: LateReturn = BACK) -> Payment:
    return build.came_back_late(payment.no, back, at=build.LATER)


def batch_of(payment: Payment) -> PaymentBatch:
    return PaymentBatch.objects.get(items=payment)


def test_money_that_came_back_after_success_is_owed_again_and_told():
    first, second = paid(100, 20)
    owed, counted = build.balance(build.PAYABLE), build.balance(build.PAID)

    back = late(first)

    assert (back.state, back.paid_on, back.late_on) == ("returned_late", build.PAID_ON, BACK.on)
    assert build.balance(build.PAYABLE) == owed + 100
    assert build.balance(build.PAID) == counted - 100
    batch = batch_of(first)
    assert (batch.state, batch.confirmed_count, batch.late_count, batch.late_fen) == (
        *("closed", 2),
        *(1, 100),
    )
    told = {row.to: row for row in Outbox.objects.filter(kind__contains="late")}
    assert set(told) == {first.payee, "role:officer"}
    assert told[first.payee].facts["reason"] == "账户已销户"
    assert Payment.objects.get(pk=second.pk).state == "confirmed"
    assert invariants() == []


def test_recorded_twice_it_came_back_once_and_otherwise_it_is_refused():
    (payment,) = paid(100)
    late(payment)
    late(payment)
    assert Transfer.objects.filter(kind="payment_returned_late").count() == 1
    with pytest.raises(PaymentNotPaid):
        late(payment, LateReturn(on=BACK.on, reason="另一原因"))


@pytest.mark.parametrize("day", [date(2026, 3, 8), date(2026, 3, 10)])
def test_it_came_back_between_the_day_it_was_paid_and_today(day: date):
    (payment,) = paid(100)
    with pytest.raises(LateDayOutside):
        late(payment, LateReturn(on=day, reason="账户已销户"))
    with pytest.raises(WordsWanted):
        late(payment, LateReturn(on=BACK.on, reason=" "))


def test_only_what_counts_as_paid_can_have_come_back():
    payment = build.ordered(build.firm_with_account().reference, 100)
    with pytest.raises(PaymentNotPaid):
        late(payment)
    build.sent([payment])
    with pytest.raises(PaymentNotPaid):
        late(payment)


def test_a_payee_cannot_say_so():
    (payment,) = paid(100)
    with pytest.raises(Forbidden):
        record_late_return(
            actor=parties.actor("firm_owner"), payment_no=payment.no, late=BACK, at=build.LATER
        )


def test_it_is_paid_again_under_its_root_and_may_come_back_again():
    (payment,) = paid(100)
    late(payment)
    build.account_of(payment.payee)

    (again,) = reissue_batch(actor=build.officer(), batch_no=batch_of(payment).no, at=build.LATER)
    assert (again.root, again.attempt) == (payment.root, 2)
    build.settled(build.sent([again]))

    assert Payment.objects.get(pk=again.pk).state == "confirmed"
    assert invariants() == []
    late(Payment.objects.get(pk=again.pk))
    third = reissue_payment(
        actor=build.officer(), payment_no=again.no, to_same_account=True, at=build.LATER
    )
    assert (third.attempt, third.state) == (3, "due")
    assert invariants() == []


def test_given_up_it_stays_owed_and_is_not_paid_again():
    (payment,) = paid(100)
    late(payment)
    cancel_payment(reference=payment.root, reason="企业注销", actor=build.officer(), at=build.LATER)
    with pytest.raises(PaymentNotReturned):
        reissue_payment(actor=build.officer(), payment_no=payment.no, at=build.LATER)
    assert Payment.objects.get(pk=payment.pk).given_up_at == build.LATER
    assert invariants() == []


# --- in a bank's file ---


def test_a_file_of_a_closed_batch_says_what_came_back_since():
    first, second = paid(100, 20)
    batch = batch_of(first)
    text = build.answers((first, "退汇", "账户已销户"), (second, "成功"))

    dry = build.answered(batch, text, dry_run=True)
    assert (dry.written, dry.unchanged, ReturnFile.objects.count()) == (1, 1, 1)
    report = build.answered(batch, text)

    assert (report.written, report.unchanged, report.ok) == (1, 1, True)
    batch = batch_of(first)
    assert (batch.state, batch.taking_id, batch.late_count) == ("closed", None, 1)
    assert Payment.objects.get(pk=first.pk).state == "returned_late"
    again = build.answered(batch, text)
    assert (again.written, again.unchanged) == (0, 2)
    assert invariants() == []


def test_answers_and_what_came_back_late_are_taken_from_one_file():
    made = [build.ordered(build.firm_with_account().reference, fen) for fen in (100, 20, 3)]
    batch = build.sent(made)
    build.answered(batch, build.answers((made[0], "成功")))

    text = build.answers((made[0], "退汇", "销户"), (made[1], "成功"), (made[2], "失败", "不符"))
    assert build.answered(batch, text).ok

    batch.refresh_from_db()
    states = list(Payment.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["returned_late", "confirmed", "returned"]
    assert (batch.state, batch.confirmed_count, batch.returned_count, batch.late_count) == (
        *("closed", 2),
        *(1, 1),
    )
    assert invariants() == []


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("{sent},退汇,2026-03-09,销户", "result", "return.not_paid_before"),
        ("{paid},退回,2026-03-09,销户", "result", "return.already_settled"),
        ("{paid},退汇,2026-03-09,", "reason", "return.reason"),
        ("{paid},退汇,2026-03-10,销户", "paid_on", "return.day"),
        ("{late},退汇,2026-03-09,另一原因", "result", "return.already_settled"),
    ],
)
def test_a_row_that_contradicts_what_is_known_is_named(row: str, column: str, code: str):
    made = [build.ordered(build.firm_with_account().reference, fen) for fen in (100, 20, 3)]
    batch = build.sent(made)
    build.answered(batch, build.answers((made[0], "成功"), (made[1], "成功")))
    late(made[1])
    nos = dict(zip(("paid", "late", "sent"), [each.no for each in made], strict=True))

    report = build.answered(batch, "付款编号,结果,办理日期,退回原因\n" + row.format(**nos))

    assert [(fault.column, fault.code) for fault in report.errors] == [(column, code)]
    assert report.written == 0


def test_a_large_file_is_applied_in_steps_and_nobody_writes_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(settle, "SETTLE_STEP", 1)
    made = paid(100, 20)
    batch = batch_of(made[0])
    run_to_end(batch.no, at=build.LATER)
    batch = batch_of(made[0])
    rows = [(each, "退汇", "账户已销户") for each in Payment.objects.order_by("pk")]
    assert build.answered(batch, build.answers(*rows)).ok

    waits = Payment.objects.get(state="confirmed")
    with pytest.raises(ReturnsBeingTaken):
        late(waits)
    run_to_end(batch.no, at=build.LATER)

    batch = batch_of(made[0])
    assert (batch.late_count, batch.taking_id, batch.state) == (2, None, "closed")
    assert invariants() == []


def test_a_late_return_without_its_movement_is_found():
    (payment,) = paid(100)
    Payment.objects.filter(pk=payment.pk).update(
        state="returned_late", late_on=BACK.on, late_at=build.LATER
    )
    found = {(fault.code, fault.where) for fault in check_payments()}
    assert ("payment.untrue", payment.no) in found
    assert ("batch.counts", batch_of(payment).no) in found


def reported(payment: Payment, back: LateReturn = BACK, by: Actor | None = None):
    return record_late_return(
        actor=by or build.officer(), payment_no=payment.no, late=back, at=build.LATER
    )


def test_by_hand_nothing_moves_before_a_second_person_confirms():
    (payment,) = paid(100)
    counted, officer = build.balance(build.PAID), build.officer()
    report = reported(payment, by=officer)
    assert Payment.objects.get(pk=payment.pk).state == "confirmed"
    assert build.balance(build.PAID) == counted
    assert Outbox.objects.filter(kind="payment.late_reported", to="role:officer").count() == 1
    told = {"payment_no": payment.no, "reported_at": report.reported_at, "at": build.LATER}

    with pytest.raises(SamePerson):
        confirm_late_return(actor=officer, **told)
    with pytest.raises(LateReturnMoved):
        seen = report.reported_at - timedelta(seconds=1)
        confirm_late_return(actor=build.officer(), **(told | {"reported_at": seen}))
    assert confirm_late_return(actor=build.officer(), **told).state == "returned_late"
    with pytest.raises(LateReturnMoved):
        confirm_late_return(actor=build.officer(), **told)
    assert invariants() == []


def test_the_same_report_twice_is_one_and_another_has_to_wait():
    (payment,) = paid(100)
    first = reported(payment)
    assert reported(payment) == first
    with pytest.raises(LateReturnWaits):
        reported(payment, LateReturn(on=BACK.on, reason="户名不符"))

    dropped = drop_late_return(
        actor=build.officer(), payment_no=payment.no, words="查无退汇", at=build.LATER
    )
    assert dropped.state == "dropped" and Payment.objects.get(pk=payment.pk).state == "confirmed"
    with pytest.raises(LateReturnMoved):
        drop_late_return(
            actor=build.officer(), payment_no=payment.no, words="查无退汇", at=build.LATER
        )
    assert reported(payment, LateReturn(on=BACK.on, reason="户名不符")).state == "waiting"
