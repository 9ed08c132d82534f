"""Payments for tests: accounts of a budget, firms with bank accounts, orders, batches, answers."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import transaction

from kerong.evidence.imports.report import ImportReport
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.ledger.models import Account
from kerong.parties.models import Enterprise
from kerong.payments.account_draft import AccountDraft
from kerong.payments.approve_batch import approve_batch
from kerong.payments.confirm_account import confirm_account
from kerong.payments.confirm_late_return import confirm_late_return
from kerong.payments.draft_batch import BatchDraft, draft_batch
from kerong.payments.export_batch import export_batch
from kerong.payments.give_account import give_account
from kerong.payments.import_returns import Upload, import_returns
from kerong.payments.models import PayeeAccount, Payment, PaymentBatch
from kerong.payments.notes import account_facts, account_stream
from kerong.payments.order import order_payment, order_payments
from kerong.payments.record_late_return import LateReturn, record_late_return
from kerong.payments.values import PaymentOrder
from kerong.trail.record import Entry
from kerong.trail.record_all import record_all
from tests.build import ledger, parties

NOON = ledger.NOON  # noon in Chongqing, a Friday
TODAY = ledger.TODAY
PAID_ON = date(2026, 3, 9)
LATER = datetime(2026, 3, 9, 2, 0, tzinfo=UTC)  # the Monday after
BUDGET, PAYABLE, PAID = (
    "fiscal/budget/interest-2026",
    "fiscal/payable/interest-2026",
    "fiscal/paid/interest-2026",
)
_numbers = count(1)


def officer() -> Actor:
    """A person of their own each time."""
    return parties.actor(roles.OFFICER)


def came_back_late(
    payment_no: str,
    late: LateReturn,
    *,
    at: datetime,
    by: Actor | None = None,
    second: Actor | None = None,
) -> Payment:
    """One officer records it, another confirms it."""
    report = record_late_return(actor=by or officer(), payment_no=payment_no, late=late, at=at)
    if report is None:
        return Payment.objects.get(no=payment_no)
    return confirm_late_return(
        actor=second or officer(), payment_no=payment_no, reported_at=report.reported_at, at=at
    )


def purse(owed_fen: int = 10**9) -> None:
    """What is owed stands on the payable account, awarded out of a budget."""
    for code, kind in ((ledger.TREASURY, "treasury"), (BUDGET, "budget"),
                       (PAYABLE, "subsidy_payable"), (PAID, "subsidy_paid")):  # fmt: skip
        ledger.account(code, kind)
    no = next(_numbers)
    ledger.moved(ledger.TREASURY, BUDGET, owed_fen, "appropriated", reference=f"appropriation:{no}")
    ledger.moved(BUDGET, PAYABLE, owed_fen, "subsidy_awarded", reference=f"award:purse-{no}")


def firm_with_account(name: str = "", **fields: Any) -> Enterprise:
    made = parties.enterprise(name, **fields)
    account_of(made.reference, holder=made.name)
    return made


def account_of(party: str, *, holder: str = "", number: str = "", **fields: Any) -> PayeeAccount:
    """A confirmed account, as two people leave it behind."""
    giver, confirmer = parties.person(), parties.person()
    PayeeAccount.objects.filter(party=party, state="confirmed").update(state="replaced")
    made = PayeeAccount.objects.create(
        party=party,
        holder=holder or party,
        bank=fields.pop("bank", "重庆银行两江支行"),
        branch_code=fields.pop("branch_code", "313653000013"),
        number=number or f"6217{next(_numbers):012d}",
        state="confirmed",
        given_by=giver,
        given_at=NOON,
        decided_by=confirmer,
        decided_at=NOON,
        **fields,
    )
    told_of([made])
    return made


def told_of(accounts: Sequence[PayeeAccount]) -> None:
    """The trail of accounts that were written as rows, as if their parties had given them."""
    entries = [
        Entry(
            stream=account_stream(account),
            kind="payment.account_given",
            subject=account.party,
            facts=account_facts(account),
        )
        for account in accounts
    ]
    with transaction.atomic():
        record_all(entries=entries, actor=ledger.OFFICER, at=NOON)


def order(payee: str, amount_fen: int = 100_000, **more: Any) -> PaymentOrder:
    no = next(_numbers)
    usual = {
        "reference": f"award:{no}",
        "kind": "subsidy",
        "payable": PAYABLE,
        "paid": PAID,
        "subject": f"subsidy:S2026-{no:06d}",
        "purpose": "科技贷款贴息",
    }
    return PaymentOrder(payee=payee, amount_fen=amount_fen, **(usual | more))


def ordered(payee: str, amount_fen: int = 100_000, **more: Any) -> Payment:
    with transaction.atomic():
        return order_payment(order=order(payee, amount_fen, **more), actor=ledger.OFFICER, at=NOON)


def ordered_all(orders: list[PaymentOrder]) -> list[Payment]:
    with transaction.atomic():
        return order_payments(orders=orders, actor=ledger.OFFICER, at=NOON)


def days_later(days: int) -> datetime:
    return NOON + timedelta(days=days)


def balance(code: str) -> int:
    return Account.objects.get(code=code).balance_fen


def bare_batch(payments: list[Payment], *, state: str) -> PaymentBatch:
    """A batch as it stands in that state, without the steps that lead there."""
    no = next(_numbers)
    approved = state not in {"filling", "draft", "emptying", "discarded"}
    clearing = f"fiscal/clearing/bare-{no}"
    made = PaymentBatch.objects.create(
        no=f"B2026-{no:06d}",
        client_key=f"bare-{no}",
        kind=payments[0].kind,
        state=state,
        item_count=len(payments),
        total_fen=sum(payment.amount_fen for payment in payments),
        sent_count=len(payments) if state in {"sent", "closed"} else 0,
        due_on=TODAY,
        drafted_by=parties.person(),
        drafted_as="person:1",
        drafted_at=NOON,
        approved_by=parties.person() if approved else None,
        clearing=ledger.account(clearing, "bank_clearing") if approved else None,
    )
    Payment.objects.filter(pk__in=[payment.pk for payment in payments]).update(
        state="batched", batch=made
    )
    return made


def drafted(
    payments: list[Payment] | None = None, *, by: Actor | None = None, **terms: Any
) -> PaymentBatch:
    """A draft of these payments, or of all subsidies that are due."""
    chosen = tuple(payment.no for payment in payments or [])
    usual = {"kind": "subsidy", "client_key": f"key-{next(_numbers)}", "chosen": chosen}
    draft = BatchDraft(**(usual | terms))
    return draft_batch(actor=by or officer(), draft=draft, at=NOON)


def approved(
    batch: PaymentBatch, *, by: Actor | None = None, version: int | None = None
) -> PaymentBatch:
    """Sent by somebody else, who saw it as it stands."""
    seen = PaymentBatch.objects.get(pk=batch.pk).version if version is None else version
    return approve_batch(actor=by or officer(), batch_no=batch.no, version=seen, at=NOON)


def sent(payments: list[Payment]) -> PaymentBatch:
    return approved(drafted(payments))


def answers(*rows: tuple[Payment, str] | tuple[Payment, str, str], day: date = PAID_ON) -> str:
    """A bank's file: payment, result, and the reason where it came back."""
    lines = ["付款编号,结果,办理日期,退回原因"]
    lines += [",".join([row[0].no, row[1], day.isoformat(), *row[2:]]) for row in rows]
    return "\n".join(lines) + "\n"


def answered(
    batch: PaymentBatch, text: str, *, dry_run: bool = False, by: Actor | None = None
) -> ImportReport:
    upload = Upload("回盘.csv", text.encode(), dry_run)
    return import_returns(actor=by or officer(), batch_no=batch.no, upload=upload, at=LATER)


def settled(batch: PaymentBatch, *returned: Payment) -> PaymentBatch:
    """The bank paid everything but what it returned."""
    back = {payment.pk for payment in returned}
    rows = [
        (item, "失败", "户名与账号不符") if item.pk in back else (item, "成功", "")
        for item in batch.items.order_by("pk")
    ]
    assert answered(batch, answers(*rows)).ok
    return PaymentBatch.objects.get(pk=batch.pk)


def sent_as(payment: Payment) -> PaymentBatch:
    """A batch of this payment alone, whatever its kind."""
    return approved(drafted([payment], kind=payment.kind))


def given_account(by: Actor, *, holder: str, at: datetime) -> PayeeAccount:
    """Given by the party itself, confirmed by an officer."""
    draft = AccountDraft(
        holder=holder,
        bank="重庆银行两江支行",
        branch_code="313653000013",
        number=f"6217{next(_numbers):012d}",
    )
    given = give_account(actor=by, draft=draft, at=at)
    return confirm_account(actor=officer(), account_id=given.pk, at=at)


def through_the_bank(kind: str, *, at: datetime) -> PaymentBatch:
    """All that is due of the kind: drafted by one, sent by another, exported, and answered with
    the very file the bank was given, every row of it paid that day."""
    clerk, chief = officer(), officer()
    draft = BatchDraft(kind=kind, client_key=f"{kind}-{at.isoformat()}")
    batch = draft_batch(actor=clerk, draft=draft, at=at)
    approve_batch(actor=chief, batch_no=batch.no, version=batch.version, at=at)
    file = export_batch(actor=clerk, batch_no=batch.no, form="csv", at=at).content
    heads, *rows, total = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    written = io.StringIO()
    answer = csv.writer(written)
    answer.writerow([*heads, "结果", "办理日期", "退回原因"])
    answer.writerows([*row, "成功", at.date().isoformat(), ""] for row in rows)
    answer.writerow([*total, "", "", ""])
    upload = Upload("回盘.csv", written.getvalue().encode())
    assert import_returns(actor=clerk, batch_no=batch.no, upload=upload, at=at).ok
    return PaymentBatch.objects.get(pk=batch.pk)
