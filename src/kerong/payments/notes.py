"""Trail of payments, accounts and batches in one place: the streams, the subjects."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.payments.models import PayeeAccount, Payment, PaymentBatch
from kerong.trail.record import Entry, record
from kerong.trail.record_all import record_all


def payment_stream(payment: Payment) -> str:
    return reference("payment", payment.no)


def ordered_facts(payment: Payment) -> dict[str, Any]:
    """What the trail says of a payment that is ordered, beside its state; nothing of it moves."""
    return {
        "reference": payment.reference,
        "kind": payment.kind,
        "payee": payment.payee,
        "amount_fen": payment.amount_fen,
    }


def account_stream(account: PayeeAccount) -> str:
    return reference("payee_account", account.pk)


def account_facts(account: PayeeAccount) -> dict[str, Any]:
    """What the trail says of an account: its number only masked."""
    return {
        "holder": account.holder,
        "bank": account.bank,
        "branch_code": account.branch_code,
        "account": account.masked,
    }


def batch_stream(batch: PaymentBatch) -> str:
    return reference("payment_batch", batch.no)


def note_payment(
    payment: Payment, what: str, *, actor: Actor, at: datetime, facts: dict[str, Any]
) -> None:
    """One event on the payment's own stream; its money is told on the stream of its subject."""
    note_payments([(payment, facts)], what, actor=actor, at=at)


def note_payments(
    noted: Sequence[tuple[Payment, dict[str, Any]]], what: str, *, actor: Actor, at: datetime
) -> None:
    """The same happened to several, each with its own facts."""
    entries = [
        Entry(
            stream=payment_stream(payment),
            kind=f"payment.{what}",
            subject=payment.subject,
            facts=facts,
        )
        for payment, facts in noted
    ]
    record_all(entries=entries, actor=actor, at=at)


def note_batch(
    batch: PaymentBatch, what: str, *, actor: Actor, at: datetime, facts: dict[str, Any]
) -> None:
    """One event on the batch's stream."""
    stream = batch_stream(batch)
    known = {"items": batch.item_count, "total_fen": batch.total_fen}
    kind = f"payment_batch.{what}"
    record(stream=stream, kind=kind, actor=actor, at=at, subject=stream, facts=known | facts)


def note_account(
    account: PayeeAccount, what: str, *, actor: Actor, at: datetime, **facts: Any
) -> None:
    """One event on the account's stream."""
    record(
        stream=account_stream(account),
        kind=f"payment.{what}",
        actor=actor,
        at=at,
        subject=account.party,
        facts=account_facts(account) | facts,
    )
