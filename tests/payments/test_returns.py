"""The bank's file is taken whole or not at all, once, and every row that is wrong is named."""

from datetime import date

import pytest

from kerong.evidence.imports.report import ImportReport
from kerong.ledger.ask_closing import ask_closing
from kerong.ledger.models import Transfer
from kerong.notices.models import Outbox
from kerong.payments import settle
from kerong.payments.advance import run_to_end
from kerong.payments.cancel import cancel_payment
from kerong.payments.errors import (
    BatchNotSent,
    PaymentNotReturned,
    ReturnsBeingTaken,
    SameAccount,
)
from kerong.payments.export_batch import export_batch
from kerong.payments.import_returns import Upload, import_returns
from kerong.payments.models import Payment, PaymentBatch, ReturnFile
from kerong.payments.reissue_batch import reissue_batch
from kerong.payments.reissue_payment import reissue_payment
from kerong.payments.return_files import template_csv
from tests.build import payments as build
from tests.build.invariants import invariants

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def purse(db: None) -> None:
    build.purse()


def three() -> list[Payment]:
    return [build.ordered(build.firm_with_account().reference, fen) for fen in (100, 20, 3)]


def codes(report: ImportReport) -> list[tuple[int | None, str, str]]:
    return [(fault.row, fault.column, fault.code) for fault in report.errors]


def test_what_the_bank_paid_is_paid_and_what_it_returned_is_owed_again() -> None:
    payments = three()
    batch = build.sent(payments)
    owed = build.balance(build.PAYABLE)

    text = build.answers((payments[0], "成功"), (payments[1], "失败", "户名不符"))
    report = build.answered(batch, text)

    assert (report.rows, report.written, report.unchanged, report.ok) == (2, 2, 0, True)
    batch.refresh_from_db()
    assert (batch.state, batch.confirmed_fen, batch.returned_fen) == ("sent", 100, 20)
    assert batch.clearing is not None
    assert build.balance(batch.clearing.code) == batch.outstanding_fen == 3
    assert build.balance(build.PAYABLE) == owed + 20
    back = Payment.objects.get(pk=payments[1].pk)
    assert (back.state, back.reason, back.paid_on) == ("returned", "户名不符", build.PAID_ON)
    (told,) = Outbox.objects.filter(kind="payment.returned")
    assert told.to == back.payee
    assert back.account is not None
    assert told.facts["account"] == back.account.masked
    assert invariants() == []


def test_the_same_file_again_changes_nothing() -> None:
    payments = three()
    batch = build.sent(payments)
    text = build.answers((payments[0], "成功"), (payments[1], "失败", "户名不符"))
    build.answered(batch, text)
    before = Transfer.objects.count()

    again = build.answered(batch, text)

    assert (again.rows, again.written, again.unchanged) == (2, 0, 2)
    assert Transfer.objects.count() == before
    assert ReturnFile.objects.count() == 1


def test_a_dry_run_says_what_would_happen_and_writes_nothing() -> None:
    payments = three()
    batch = build.sent(payments)

    report = build.answered(batch, build.answers((payments[0], "成功")), dry_run=True)

    assert (report.rows, report.written, report.applied) == (1, 1, False)
    assert not ReturnFile.objects.exists()
    assert Payment.objects.filter(state="sent").count() == 3


def test_every_wrong_row_is_named_and_none_is_written() -> None:
    payments = three()
    batch = build.sent(payments)
    foreign = build.sent([build.ordered(build.firm_with_account().reference, 7)]).items.get()
    build.answered(batch, build.answers((payments[0], "成功")))
    lines = [
        "付款编号,结果,办理日期,退回原因,金额（元）",
        f"{payments[1].no},成功,2026-03-09,,0.20",
        f"{payments[1].no},成功,2026-03-09,,0.20",
        "P2026-99999999,成功,2026-03-09,,1.00",
        f"{foreign.no},成功,2026-03-09,,0.07",
        f"{payments[2].no},成功,2026-03-09,,3.00",
        f"{payments[0].no},失败,2026-03-09,户名不符,1.00",
    ]

    report = build.answered(batch, "\n".join(lines))

    assert codes(report) == [
        (3, "", "row.twice"),
        (4, "serial", "return.serial_unknown"),
        (5, "serial", "return.batch_foreign"),
        (6, "amount", "return.amount_differs"),
        (7, "result", "return.already_settled"),
    ]
    assert (report.rows, report.written, report.errors_count) == (6, 0, 5)
    assert Payment.objects.filter(state="sent").count() == 3
    assert report.errors[2].say("en").startswith("Payment")


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        ("{no},好的,2026-03-09,", "result", "return.result"),
        ("{no},失败,2026-03-09,", "reason", "return.reason"),
        ("{no},成功,2026-03-05,", "paid_on", "return.day"),
        ("{no},成功,2026-03-10,", "paid_on", "return.day"),
        ("{no},成功,昨天,", "paid_on", "date.unreadable"),
        (",成功,2026-03-09,", "serial", "cell.required"),
        ("{no},失败,2026-03-09,=1+1", "reason", "value.formula"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_at_its_cell(row: str, column: str, code: str) -> None:
    (payment, *_) = payments = three()
    batch = build.sent(payments)
    report = build.answered(batch, "付款编号,结果,办理日期,退回原因\n" + row.format(no=payment.no))
    assert (column, code) in [(fault.column, fault.code) for fault in report.errors]
    assert report.written == 0


def test_our_own_file_with_three_columns_added_is_an_answer() -> None:
    payments = three()
    batch = build.sent(payments)
    form = export_batch(actor=build.officer(), batch_no=batch.no, form="csv", at=build.LATER)
    head, *rows, total, _end = form.content.decode("utf-8-sig").split("\r\n")
    lines = [f"{head},结果,办理日期,退回原因", *(f"{row},成功,2026-03-09," for row in rows)]
    report = build.answered(batch, "\r\n".join([*lines, f"{total},,,"]))
    assert (report.written, report.errors) == (3, ())
    assert PaymentBatch.objects.get(pk=batch.pk).state == "closed"


def test_the_template_names_what_waits() -> None:
    payments = three()
    lines = template_csv(build.sent(payments).items.order_by("pk")).splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [
        [payments[0].no, "1.00"],
        [payments[1].no, "0.20"],
        [payments[2].no, "0.03"],
    ]


def test_only_a_batch_that_went_out_has_answers() -> None:
    batch = build.drafted(three())
    with pytest.raises(BatchNotSent):
        build.answered(batch, "付款编号,结果,办理日期\n")
    with pytest.raises(BatchNotSent):
        export_batch(actor=build.officer(), batch_no=batch.no, form="csv", at=build.NOON)


def test_a_large_file_is_taken_at_once_and_applied_in_steps(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settle, "SETTLE_STEP", 1)
    payments = three()
    batch = build.sent(payments)
    text = build.answers(*[(payment, "成功") for payment in payments])

    build.answered(batch, text)

    batch.refresh_from_db()
    assert (batch.settled_count, batch.taking is not None) == (1, True)
    again = build.answered(batch, text)  # whoever lost the reply sends it again
    assert (again.written, again.unchanged) == (0, 3)
    with pytest.raises(ReturnsBeingTaken):
        build.answered(batch, build.answers((payments[2], "成功")))

    run_to_end(batch.no, at=build.LATER)
    batch.refresh_from_db()
    assert (batch.state, batch.taking, batch.confirmed_count) == ("closed", None, 3)
    assert invariants() == []


def test_an_answer_of_a_closed_month_is_booked_today_and_keeps_its_day() -> None:
    payments = three()
    batch = build.sent(payments)
    april = build.days_later(30)
    ask_closing(
        book="fiscal", month_start=date(2026, 3, 1), words="", actor=build.officer(), at=april
    )
    upload = Upload("回盘.csv", build.answers((payments[0], "成功")).encode())

    import_returns(actor=build.officer(), batch_no=batch.no, upload=upload, at=april)

    moved = Transfer.objects.get(kind="payment_confirmed")
    assert (moved.effective_on, Payment.objects.get(pk=payments[0].pk).paid_on) == (
        date(2026, 4, 5),
        build.PAID_ON,
    )


# --- paid again ---


def test_what_came_back_is_ordered_again_once_and_to_another_account() -> None:
    payments = three()
    batch = build.settled(build.sent(payments), payments[1])
    back = batch.items.get(pk=payments[1].pk)

    with pytest.raises(SameAccount):
        reissue_payment(actor=build.officer(), payment_no=back.no, at=build.LATER)
    build.account_of(back.payee)
    made = {
        reissue_payment(actor=build.officer(), payment_no=back.no, at=build.LATER).pk
        for _ in range(3)
    }

    assert len(made) == 1
    assert Payment.objects.filter(root=back.root).count() == 2
    with pytest.raises(PaymentNotReturned):
        reissue_payment(actor=build.officer(), payment_no=payments[0].no, at=build.LATER)


def test_a_person_may_say_that_the_account_was_right() -> None:
    payments = three()
    build.settled(build.sent(payments), payments[1])
    again = reissue_payment(
        actor=build.officer(), payment_no=payments[1].no, to_same_account=True, at=build.LATER
    )
    assert (again.state, again.account) == ("due", payments[1].account)


def test_a_whole_batch_is_ordered_again_where_accounts_were_corrected() -> None:
    payments = three()
    batch = build.settled(build.sent(payments), payments[0], payments[1])
    build.account_of(payments[0].payee)

    made = reissue_batch(actor=build.officer(), batch_no=batch.no, at=build.LATER)

    assert [each.root for each in made] == [payments[0].root]
    assert reissue_batch(actor=build.officer(), batch_no=batch.no, at=build.LATER) == []


def test_what_was_given_up_is_not_paid_again() -> None:
    payments = three()
    batch = build.settled(build.sent(payments), payments[1])
    cancel_payment(
        reference=payments[1].root, reason="企业注销", actor=build.officer(), at=build.LATER
    )
    build.account_of(payments[1].payee)
    with pytest.raises(PaymentNotReturned):
        reissue_payment(actor=build.officer(), payment_no=payments[1].no, at=build.LATER)
    assert reissue_batch(actor=build.officer(), batch_no=batch.no, at=build.LATER) == []
    assert invariants() == []
