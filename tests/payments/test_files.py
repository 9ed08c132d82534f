"""The bank's file is the same bytes each time, runs no formula and adds up; the paper agrees."""

import csv
import io

import openpyxl
import pytest

from kerong.documents.models import IssuedDocument
from kerong.payments import issue_list as issuing
from kerong.payments.errors import BatchNotSent
from kerong.payments.export_batch import Exported, export_batch
from kerong.payments.issue_list import issue_list
from kerong.payments.models import Payment, PaymentBatch, PaymentFile
from kerong.trail.models import Event
from tests.build import parties
from tests.build import payments as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def purse(db: None) -> None:
    build.purse()


def exported(batch: PaymentBatch, form: str) -> Exported:
    return export_batch(actor=build.officer(), batch_no=batch.no, form=form, at=build.LATER)


def batch_of(*amounts: int, holder: str = "示例科技有限公司") -> PaymentBatch:
    rows: list[Payment] = []
    for fen in amounts:
        firm = parties.enterprise()
        build.account_of(firm.reference, holder=holder)
        rows.append(build.ordered(firm.reference, fen))
    return build.sent(rows)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_one_row_a_payment_its_serial_first_and_the_total_last() -> None:
    batch = batch_of(123_456, 7)
    first, second = batch.items.order_by("pk")

    head, one, two, total = rows_of(exported(batch, "csv").content)

    assert head[:4] == ["序号", "付款编号", "收款户名", "收款账号"]
    assert first.account is not None
    assert one[:4] == ["1", first.no, "示例科技有限公司", first.account.number]
    assert (one[6], two[1], two[6]) == ("1234.56", second.no, "0.07")
    assert (total[0], total[1], total[6]) == ("合计", "2", "1234.63")


def test_the_workbook_says_the_same_and_keeps_every_digit_of_a_number() -> None:
    batch = batch_of(123_456, 7)
    book = openpyxl.load_workbook(io.BytesIO(exported(batch, "xlsx").content))
    rows = [[cell.value for cell in row] for row in book.active.rows]
    plain = rows_of(exported(batch, "csv").content)

    assert [row[1] for row in rows[1:3]] == [row[1] for row in plain[1:3]]
    assert [row[3] for row in rows[1:3]] == [row[3] for row in plain[1:3]]
    assert [f"{row[6]:.2f}" for row in rows[1:]] == [row[6] for row in plain[1:]]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_taken_again_it_is_the_same_bytes_and_one_row(form: str) -> None:
    batch = batch_of(100)
    first, again = exported(batch, form), exported(batch, form)

    assert first.content == again.content
    assert first.file == again.file
    assert PaymentFile.objects.get().rows == 1
    assert Event.objects.filter(kind="payment_batch.exported").count() == 2
    build.settled(batch)
    assert exported(batch, form).file == first.file


@pytest.mark.parametrize("sign", ["=1+1", "+86", "-1", "@SUM", "＝1"])
def test_no_cell_starts_a_formula(sign: str) -> None:
    batch = batch_of(100, holder=f"{sign}公司")
    assert rows_of(exported(batch, "csv").content)[1][2] == f"'{sign}公司"
    book = openpyxl.load_workbook(io.BytesIO(exported(batch, "xlsx").content))
    assert book.active["C2"].value == f"'{sign}公司"
    assert book.active["C2"].data_type == "s"


def test_the_paper_has_every_payment_once_in_parts_and_is_issued_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(issuing, "ROWS_A_PART", 2)
    batch = batch_of(100, 20, 3)
    officer = build.officer()

    parts = issue_list(actor=officer, batch_no=batch.no, at=build.LATER)
    again = issue_list(actor=officer, batch_no=batch.no, at=build.days_later(4))

    assert [part.pk for part in parts] == [part.pk for part in again]
    assert [part.topic for part in parts] == ["payment_list_1", "payment_list_2"]
    text = "".join(part.facts for part in parts)
    for item in batch.items.select_related("account"):
        assert text.count(item.no) == 1
        assert item.account is not None
        assert item.account.number not in text
    assert IssuedDocument.objects.filter(subject=f"payment_batch:{batch.no}").count() == 2


def test_a_draft_has_neither_file_nor_paper() -> None:
    batch = build.drafted([build.ordered(build.firm_with_account().reference)])
    with pytest.raises(BatchNotSent):
        exported(batch, "csv")
    with pytest.raises(BatchNotSent):
        issue_list(actor=build.officer(), batch_no=batch.no, at=build.LATER)
