"""Examples for the addresses of payments."""

from django.core.files.uploadedfile import SimpleUploadedFile

from kerong.documents.models import IssuedDocument
from kerong.ledger.models import Account
from kerong.payments.issue_list import issue_list
from kerong.payments.models import LateReturnReport, PayeeAccount, Payment, PaymentBatch
from kerong.payments.record_late_return import LateReturn, record_late_return
from tests.build import ledger, parties, payments
from tests.build.policy_examples import POSTS, Arguments, example
from tests.build.sides import Side

MISSING_NO = 987_654_321
ACCOUNT = {
    "holder": "示例科技有限公司",
    "bank": "重庆银行两江支行",
    "branch_code": "313653000013",
    "number": "6217000000001",
}


def _stands() -> None:
    """What is owed, made once."""
    if not Account.objects.filter(code=payments.PAYABLE).exists():
        ledger.account(ledger.TREASURY)
        payments.purse()


def _due() -> Payment:
    _stands()
    found = Payment.objects.filter(state="due").first()
    return found or payments.ordered(payments.firm_with_account().reference)


def _payment(side: Side, role: str) -> Arguments:
    return {"no": _due().no}


def _draft(side: Side, role: str) -> Arguments:
    found = PaymentBatch.objects.filter(state="draft").first()
    return {"no": (found or payments.drafted([_due()])).no}


def _sent() -> PaymentBatch:
    found = PaymentBatch.objects.filter(state="sent").first()
    return found or payments.sent([_due()])


def _out(side: Side, role: str) -> Arguments:
    return {"no": _sent().no}


def _paper(side: Side, role: str) -> Arguments:
    batch = _sent()
    held = IssuedDocument.objects.filter(subject=f"payment_batch:{batch.no}").first()
    if held is None:
        (held,) = issue_list(actor=payments.officer(), batch_no=batch.no, at=payments.LATER)
    return {"no": batch.no, "document": held.no}


def _paid(side: Side, role: str) -> Arguments:
    """One the bank reported as paid, which nobody said came back."""
    found = Payment.objects.filter(state="confirmed").first()
    if found is None:
        _stands()
        found = payments.ordered(payments.firm_with_account().reference)
        payments.settled(payments.sent([found]))
    return {"no": found.no}


def _reported(side: Side, role: str) -> Arguments:
    """One an officer recorded as sent back."""
    held = LateReturnReport.objects.filter(state="waiting").first()
    if held is None:
        no = _paid(side, role)["no"]
        late = LateReturn(on=payments.PAID_ON, reason="账户已销户")
        officer, at = payments.officer(), payments.LATER
        held = record_late_return(actor=officer, payment_no=no, late=late, at=at)
    assert held is not None
    return {"no": held.payment.no}


def _account(side: Side, role: str) -> Arguments:
    found = PayeeAccount.objects.filter(state="given").first()
    if found is None:
        found = PayeeAccount.objects.create(
            party=parties.enterprise().reference,
            given_by=parties.person(),
            given_at=payments.NOON,
            **ACCOUNT,
        )
    return {"pk": found.pk}


def _seen(side: Side, role: str) -> Arguments:
    batch = PaymentBatch.objects.filter(state="draft").first()
    return {"version": str(batch.version) if batch else "1"}


def _items(side: Side, role: str) -> Arguments:
    batch = PaymentBatch.objects.filter(state="draft").first()
    return {"payment": list(batch.items.values_list("no", flat=True)) if batch else ["P2026-1"]}


def _answers(side: Side, role: str) -> Arguments:
    rows = [(item, "成功") for item in _sent().items.all()]
    content = payments.answers(*rows, day=payments.NOON.date()).encode()
    return {"file": SimpleUploadedFile("回盘.csv", content), "trial": "on"}


_NO_BATCH = {"no": "B2026-999999"}
_WORDS = {"words": "期次有误，重做"}
example(
    "console:payment",
    "console:payment-reissue",
    of=_payment,
    none={"no": "P2026-99999999"},
)
example(
    "console:payment-cancel",
    of=_payment,
    none={"no": "P2026-99999999"},
    post=lambda side, role: dict(_WORDS),
)
example(
    "console:payment-late-return",
    of=_paid,
    none={"no": "P2026-99999999"},
    post=lambda side, role: {"on": payments.PAID_ON.isoformat(), "reason": "账户已销户"},
)
example(
    "console:payment-late-confirm",
    of=_reported,
    none={"no": "P2026-99999999"},
    post=lambda side, role: {"reported_at": payments.LATER.isoformat()},
)
example(
    "console:payment-late-drop",
    of=_reported,
    none={"no": "P2026-99999999"},
    post=lambda side, role: dict(_WORDS),
)
example("console:payment-batch", of=_draft, none=_NO_BATCH)
example("console:payment-batch-approve", of=_draft, none=_NO_BATCH, post=_seen)
example(
    "console:payment-batch-discard",
    of=_draft,
    none=_NO_BATCH,
    post=lambda side, role: dict(_WORDS),
)
example(
    "console:payment-batch-take-out",
    of=_draft,
    none=_NO_BATCH,
    post=_items,
)
example(
    "console:payment-batch-list",
    "console:payment-batch-reissue",
    "console:payment-batch-template",
    of=_out,
    none=_NO_BATCH,
)
example("console:payment-batch-returns", of=_out, none=_NO_BATCH, post=_answers)
example(
    "console:payment-batch-file",
    of=lambda side, role: _out(side, role) | {"form": "csv"},
    none=_NO_BATCH | {"form": "csv"},
)
example(
    "console:payment-batch-paper",
    of=_paper,
    none=_NO_BATCH | {"document": "PL2026-999999"},
)
example(
    "console:payee-account",
    "console:payee-account-confirm",
    of=_account,
    none={"pk": MISSING_NO},
)
example(
    "console:payee-account-reject",
    of=_account,
    none={"pk": MISSING_NO},
    post=lambda side, role: {"words": "户名与执照不符"},
)
POSTS["console:payment-batch-new"] = lambda side, role: {
    "kind": _due().kind,
    "due_on": "2026-12-31",
    "client_key": f"{role}-{side.enterprise.pk}",
}
POSTS["portal:payee-account"] = lambda side, role: dict(ACCOUNT)
POSTS["workbench:payee-account"] = lambda side, role: dict(ACCOUNT)
