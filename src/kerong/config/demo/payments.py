"""Payments of the demo (示例): accounts, a batch the bank paid, one it sent back from, a draft."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from django.utils.timezone import localdate

from kerong.config.demo.subsidies import UPGRADING
from kerong.contracts.subsidies.order_held import order_held
from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.kernel.references import split_reference
from kerong.parties.actors import actor_for
from kerong.parties.models import Mandate
from kerong.payments.account_draft import AccountDraft
from kerong.payments.approve_batch import approve_batch
from kerong.payments.confirm_account import confirm_account
from kerong.payments.draft_batch import BatchDraft, draft_batch
from kerong.payments.export_batch import export_batch
from kerong.payments.give_account import give_account
from kerong.payments.import_returns import Upload, import_returns
from kerong.payments.models import Payment, PaymentBatch
from kerong.payments.values import CLAIM, SUBSIDY

REASON = "示例：户名与账号不符"


def load_payments(at: datetime) -> int:
    """Needs what is owed on subsidies and claims; how many batches there are then."""
    clerk, chief = _acting("officer"), _acting("officer-chief")
    order_held(budget=f"{UPGRADING}-{localdate(at).year}", actor=clerk, at=at)
    for payee in _payees():
        _account(payee, confirmed_by=chief, at=at)
    subsidies, claims = _due(SUBSIDY), _due(CLAIM)
    if subsidies:
        sent = _sent(subsidies, clerk, chief, at)
        _answered(sent, clerk, returned=subsidies[-1].no, at=at)
    if claims:
        _answered(_sent(claims[:1], clerk, chief, at), clerk, returned="", at=at)
    if claims[1:]:
        _drafted(claims[1:], clerk, at)
    return PaymentBatch.objects.count()


def _acting(login: str) -> Actor:
    held = Mandate.objects.usable().get(person__login=login)
    return actor_for(held.person, held.pk, second_factor=True)


def _payees() -> list[str]:
    waiting = Payment.objects.filter(state=Payment.State.NO_ACCOUNT)
    return sorted(set(waiting.values_list("payee", flat=True)))


def _account(payee: str, *, confirmed_by: Actor, at: datetime) -> None:
    """Given by the payee's own person; where nobody may give one the payment goes on waiting."""
    kind, pk = split_reference(payee)
    of_firm = kind == "enterprise"
    role = roles.FIRM_OWNER if of_firm else roles.INSTITUTION_ADMIN
    place = {"enterprise_id" if of_firm else "institution_id": int(pk)}
    held = Mandate.objects.usable().filter(role=role, **place).order_by("pk").first()
    if held is None:
        return
    owner = held.enterprise or held.institution
    draft = AccountDraft(
        holder=owner.name if owner else payee,
        bank="示例银行营业部",
        branch_code="100000000001",
        number=f"6200{int(pk):012d}",
    )
    giver = actor_for(held.person, held.pk, second_factor=True)
    given = give_account(actor=giver, draft=draft, at=at)
    confirm_account(actor=confirmed_by, account_id=given.pk, at=at)


def _due(kind: str) -> list[Payment]:
    return list(Payment.objects.filter(state=Payment.State.DUE, kind=kind).order_by("pk"))


def _drafted(payments: Sequence[Payment], clerk: Actor, at: datetime) -> PaymentBatch:
    draft = BatchDraft(
        kind=payments[0].kind,
        client_key=f"demo-{payments[0].no}",
        chosen=tuple(payment.no for payment in payments),
        words="示例",
    )
    return draft_batch(actor=clerk, draft=draft, at=at)


def _sent(payments: Sequence[Payment], clerk: Actor, chief: Actor, at: datetime) -> PaymentBatch:
    made = _drafted(payments, clerk, at)
    return approve_batch(actor=chief, batch_no=made.no, version=made.version, at=at)


def _answered(batch: PaymentBatch, clerk: Actor, *, returned: str, at: datetime) -> None:
    """The file as it was exported, with the bank's three columns."""
    file = export_batch(actor=clerk, batch_no=batch.no, form="csv", at=at).content
    heads, *rows, total = csv.reader(io.StringIO(file.decode("utf-8-sig")))
    serial, day = heads.index("付款编号"), localdate(at).isoformat()
    written = io.StringIO()
    answer = csv.writer(written)
    answer.writerow([*heads, "结果", "办理日期", "退回原因"])
    for row in rows:
        is_back = row[serial] == returned
        answer.writerow([*row, *(("退回", day, REASON) if is_back else ("成功", day, ""))])
    answer.writerow([*total, "", "", ""])
    upload = Upload("示例回盘.csv", written.getvalue().encode())
    if not import_returns(actor=clerk, batch_no=batch.no, upload=upload, at=at).ok:
        raise ValueError(f"the demo's answer to {batch.no} was refused")
