"""Officers see what is due, draft, send, hand files to the bank, and take its answers."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kerong.documents.models import IssuedDocument
from kerong.kernel import roles
from kerong.parties.models import Person
from kerong.payments.models import PayeeAccount, Payment, PaymentBatch
from tests.build import parties
from tests.build import payments as build
from tests.build.web import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def purse(db: None) -> None:
    build.purse()


@pytest.fixture
def clerk() -> Client:
    return signed_in(parties.actor(roles.OFFICER))


@pytest.fixture
def chief() -> Client:
    return signed_in(parties.actor(roles.OFFICER))


def due(name: str = "重庆示例科技有限公司", fen: int = 123_400) -> Payment:
    return build.ordered(build.firm_with_account(name).reference, fen)


def post(client: Client, name: str, *args: object, **typed: object):
    return client.post(reverse(f"console:{name}", args=args), typed, follow=True)


def drafted_by(client: Client, **typed: object) -> PaymentBatch:
    given = {"kind": "subsidy", "due_on": "2026-12-31", "client_key": "form-1"} | typed
    answer = post(client, "payment-batch-new", **given)
    assert answer.status_code == 200
    return PaymentBatch.objects.get()


def test_what_is_due_is_found_by_name_initials_and_state(clerk: Client) -> None:
    payment, other = due(), due("成都别样有限公司")
    waiting = build.ordered(parties.enterprise("待登记公司").reference)

    page = clerk.get(reverse("console:payments"), {"q": "cqslkj", "state": "due"})
    assert payment.no in page.content.decode()
    assert other.no not in page.content.decode()
    everything = clerk.get(reverse("console:payments")).content.decode()
    assert all(row.no in everything for row in (payment, other, waiting))
    taken = clerk.get(reverse("console:payments"), {"export": "csv"})
    assert taken.content.decode().count("P2026-") == 3


def test_one_drafts_another_sends_and_the_bank_answers(clerk: Client, chief: Client) -> None:
    payment, back = due(), due(fen=500)
    batch = drafted_by(clerk)
    own = clerk.get(reverse("console:payment-batch", args=[batch.no])).content.decode()
    assert reverse("console:payment-batch-approve", args=[batch.no]) not in own

    refused = post(clerk, "payment-batch-approve", batch.no, version=batch.version)
    assert refused.status_code == 422
    post(chief, "payment-batch-approve", batch.no, version=batch.version)
    batch.refresh_from_db()
    assert batch.state == "sent"

    file = chief.post(reverse("console:payment-batch-file", args=[batch.no, "csv"]))
    assert file.content.decode("utf-8-sig").splitlines()[1].split(",")[:2] == ["1", payment.no]
    excel = chief.post(reverse("console:payment-batch-file", args=[batch.no, "xlsx"]))
    assert excel.content.startswith(b"PK")
    template = chief.get(reverse("console:payment-batch-template", args=[batch.no]))
    assert back.no in template.content.decode()

    day = payment.ordered_at.date().isoformat()
    PaymentBatch.objects.update(approved_at=payment.ordered_at)
    head = "付款编号,结果,办理日期,退回原因"
    rows = "\n".join([head, f"{payment.no},成功,{day},", f"{back.no},失败,{day},户名不符"])
    sent = {"file": SimpleUploadedFile("回盘.csv", rows.encode())}
    tried = post(clerk, "payment-batch-returns", batch.no, trial="on", **sent)
    assert tried.status_code == 200
    assert Payment.objects.filter(state="sent").count() == 2
    sent = {"file": SimpleUploadedFile("回盘.csv", rows.encode())}
    post(clerk, "payment-batch-returns", batch.no, **sent)
    batch.refresh_from_db()
    assert (batch.state, batch.returned_count) == ("closed", 1)

    again = post(clerk, "payment-reissue", back.no, same="on")
    assert Payment.objects.filter(root=back.root, attempt=2).get().no in again.content.decode()


def test_what_came_back_after_success_is_recorded_and_ordered_again(clerk: Client) -> None:
    payment = due()
    build.settled(build.sent([payment]))
    address = reverse("console:payment", args=[payment.no])
    assert reverse("console:payment-late-return", args=[payment.no]) in (
        clerk.get(address).content.decode()
    )
    said = {"on": build.PAID_ON.isoformat(), "reason": "账户已销户"}
    assert post(clerk, "payment-late-return", payment.no, on="", reason="").status_code == 400

    page = post(clerk, "payment-late-return", payment.no, **said).content.decode()

    confirming = reverse("console:payment-late-confirm", args=[payment.no])
    assert "账户已销户" in page
    assert confirming not in page and "须由登记人以外的人确认" in page
    payment.refresh_from_db()
    assert payment.state == "confirmed"
    (report,) = payment.late_reports.all()
    seen = {"reported_at": report.reported_at.isoformat()}
    assert post(clerk, "payment-late-confirm", payment.no, **seen).status_code == 422
    second = signed_in(build.officer())
    assert confirming in second.get(address).content.decode()
    assert post(second, "payment-late-confirm", payment.no, **seen).status_code == 200
    payment.refresh_from_db()
    assert payment.state == "returned_late"
    batch = clerk.get(reverse("console:payment-batch", args=[payment.batch.no]))
    assert "付讫后退汇" in batch.content.decode()
    filed = clerk.get(reverse("console:payments"), {"export": "csv", "state": "returned_late"})
    assert (
        "账户已销户"
        in b"".join(filed.streaming_content if filed.streaming else [filed.content]).decode()
    )
    assert "付讫后退汇" in clerk.get(reverse("console:payments")).content.decode()


def test_a_wrong_file_is_shown_cell_by_cell(clerk: Client) -> None:
    batch = build.sent([due()])
    rows = "付款编号,结果,办理日期\nP2026-99999999,成功,2026-03-09\n"
    sent = {"file": SimpleUploadedFile("回盘.csv", rows.encode())}
    page = post(clerk, "payment-batch-returns", batch.no, **sent)
    assert page.status_code == 400
    assert "return.serial_unknown" in page.content.decode()


def test_a_draft_is_changed_and_discarded(clerk: Client) -> None:
    one, two = due(), due()
    batch = drafted_by(clerk, chosen=[one.no, two.no])
    post(clerk, "payment-batch-take-out", batch.no, payment=[two.no])
    batch.refresh_from_db()
    assert batch.item_count == 1
    assert post(clerk, "payment-batch-discard", batch.no, words="错").status_code == 400
    post(clerk, "payment-batch-discard", batch.no, words="期次有误")
    batch.refresh_from_db()
    assert batch.state == "discarded"


def test_where_nothing_is_due_the_form_says_so(clerk: Client) -> None:
    given = {"kind": "subsidy", "due_on": "2026-12-31", "client_key": "form-1"}
    answer = post(clerk, "payment-batch-new", **given)
    assert answer.status_code == 422
    assert "payment.nothing_due" in answer.content.decode()


def test_a_batch_under_way_shows_its_bar_and_loads_anew_when_done(clerk: Client) -> None:
    batch = build.bare_batch([due()], state="sending")
    address = reverse("console:payment-batch", args=[batch.no])
    page = clerk.get(address).content.decode()
    assert re.search(r'id="progress" hx-get="[^"]+" hx-trigger="every 2s"', page)
    part = clerk.get(address, headers={"HX-Request": "true"})
    assert "HX-Refresh" not in part.headers
    PaymentBatch.objects.update(state="sent")
    assert clerk.get(address, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_the_second_person_sees_the_number_and_that_names_differ(clerk: Client) -> None:
    firm = parties.enterprise("重庆示例科技有限公司")
    row = build.account_of(firm.reference, holder="别家公司", number="6217000000001")
    PayeeAccount.objects.filter(pk=row.pk).update(state="given", decided_by=None)
    address = reverse("console:payee-account", args=[row.pk])

    page = clerk.get(address).content.decode()
    assert "6217000000001" in page
    assert "notice ask" in page
    assert (
        "6217000000001" not in signed_in(parties.actor(roles.AUDITOR)).get(address).content.decode()
    )

    listed = clerk.get(reverse("console:payee-accounts"), {"q": "cqslkj", "state": "given"})
    assert row.masked in listed.content.decode()
    post(clerk, "payee-account-confirm", row.pk)
    row.refresh_from_db()
    assert row.state == "confirmed"
    assert isinstance(row.decided_by, Person)


def test_an_account_is_sent_back_with_a_reason(clerk: Client) -> None:
    row = build.account_of(parties.enterprise().reference)
    PayeeAccount.objects.filter(pk=row.pk).update(state="given", decided_by=None)
    assert post(clerk, "payee-account-reject", row.pk, words="错").status_code == 400
    post(clerk, "payee-account-reject", row.pk, words="户名与执照不符")
    row.refresh_from_db()
    assert row.state == "rejected"


def test_one_payment_is_called_off(clerk: Client) -> None:
    payment = due()
    assert post(clerk, "payment-cancel", payment.no, words="错").status_code == 400
    page = post(clerk, "payment-cancel", payment.no, words="补贴已撤销")
    assert "补贴已撤销" in page.content.decode()
    payment.refresh_from_db()
    assert payment.state == "cancelled"


def test_a_batch_of_many_asks_the_database_no_more(
    clerk: Client, django_assert_max_num_queries: object
) -> None:
    firm = build.firm_with_account()
    batch = build.sent([build.ordered(firm.reference) for _ in range(12)])
    address = reverse("console:payment-batch", args=[batch.no])
    clerk.get(address)
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        assert clerk.get(address).status_code == 200


def test_the_list_of_a_batch_is_issued_once_and_returned_ones_are_ordered_together(
    clerk: Client,
) -> None:
    payment, back = due(), due(fen=500)
    batch = build.settled(build.sent([payment, back]), back)
    page = post(clerk, "payment-batch-list", batch.no).content.decode()
    paper = IssuedDocument.objects.get(kind="payment_list")
    assert paper.no in page
    post(clerk, "payment-batch-list", batch.no)
    assert IssuedDocument.objects.count() == 1
    file = clerk.get(reverse("console:payment-batch-paper", args=[batch.no, paper.no]))
    assert file.content.startswith(b"%PDF")

    post(clerk, "payment-batch-reissue", batch.no)
    assert not Payment.objects.filter(attempt=2).exists(), "to the account it came back from"
    build.account_of(back.payee)
    post(clerk, "payment-batch-reissue", batch.no)
    assert Payment.objects.filter(root=back.root, attempt=2).count() == 1


def test_a_late_return_recorded_by_mistake_is_dropped_with_a_reason(clerk: Client) -> None:
    payment = due()
    build.settled(build.sent([payment]))
    said = {"on": build.PAID_ON.isoformat(), "reason": "账户已销户"}
    post(clerk, "payment-late-return", payment.no, **said)
    (report,) = payment.late_reports.all()
    second = signed_in(build.officer())
    assert post(second, "payment-late-drop", payment.no, words="").status_code == 400
    assert post(second, "payment-late-drop", payment.no, words="记错付款").status_code == 200
    payment.refresh_from_db()
    report.refresh_from_db()
    assert (payment.state, report.state) == ("confirmed", "dropped")
    assert "记错付款" in clerk.get(reverse("console:payment", args=[payment.no])).content.decode()
