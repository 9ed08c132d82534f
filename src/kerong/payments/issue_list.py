"""出具支付清单: the paper of a batch that went out, in parts of so many rows, with check codes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from kerong.documents.fonts import missing_signs
from kerong.documents.issue import issue_document
from kerong.documents.models import IssuedDocument
from kerong.documents.phrases import ISSUER, day_zh, paid, said
from kerong.kernel.actor import Actor
from kerong.payments.access import ISSUE_LIST, batch_for
from kerong.payments.errors import BatchNotSent
from kerong.payments.export_batch import OUT
from kerong.payments.models import Payment, PaymentBatch
from kerong.payments.notes import batch_stream, note_batch
from kerong.payments.payees import payees_of

ROWS_A_PART = 400
TOPIC = "payment_list"
_SAMPLE = "本文件含示例数据，不具备任何效力。"


def issue_list(*, actor: Actor, batch_no: str, at: datetime) -> list[IssuedDocument]:
    """The parts of the payment list, each a document of its own; asked again, the same ones.

    Accounts stand on it masked: the bank pays from the file, whose totals the paper repeats.
    Raises BatchNotSent, and what `issue_document` raises.
    """
    ISSUE_LIST.require(actor)
    batch = batch_for(actor, batch_no)
    if batch.state not in OUT:
        raise BatchNotSent(no=batch.no)
    missing_signs("")  # reads the fonts before a transaction would wait for it
    items = list(batch.items.select_related("account").order_by("pk"))
    parts = [items[start : start + ROWS_A_PART] for start in range(0, len(items), ROWS_A_PART)]
    issued = []
    for no, part in enumerate(parts, start=1):
        facts = _facts(batch, part, no, len(parts))
        with transaction.atomic():
            document = issue_document(
                kind="payment_list", subject=batch_stream(batch), facts=facts, actor=actor, at=at
            )
            if document.issued_at == at:
                told = {"document": document.no, "part": no, "parts": len(parts)}
                note_batch(batch, "list_issued", actor=actor, at=at, facts=told)
        issued.append(document)
    return issued


def _facts(batch: PaymentBatch, part: Sequence[Payment], no: int, parts: int) -> dict[str, Any]:
    approved = batch.approved_at or batch.drafted_at
    approver = batch.approved_by.name if batch.approved_by else ""
    payees = payees_of(item.payee for item in part)
    remarks = [_SAMPLE] if any(each.is_sample for each in payees.values()) else []
    return {
        "topic": f"{TOPIC}_{no}",
        "title": {"zh": "支付清单", "en": "Payment list"},
        "issuer": ISSUER,
        "addressee": {"name": "付款银行", "reference": ""},
        "paragraphs": ["下列款项经两人审批，请按付款编号逐笔支付并回盘。"],
        "particulars": [
            said("批次编号", "Batch", batch.no),
            said("制单", "Drafted by", batch.drafted_by.name),
            said("审批", "Approved by", f"{approver} {day_zh(localdate(approved))}"),
            said("分册", "Part", f"{no} / {parts}"),
            said("全批笔数", "Items of the batch", str(batch.item_count)),
            paid("全批金额", "Total of the batch", batch.total_fen),
        ],
        "remarks": remarks,
        "rows": [
            {
                "payee": item.account.holder if item.account else item.payee_name,
                "account": item.account.masked if item.account else "",
                "matter": f"{item.no} {item.purpose}",
                "fen": item.amount_fen,
            }
            for item in part
        ],
    }
