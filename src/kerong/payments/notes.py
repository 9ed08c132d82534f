"""Trail of payments and batches in one place: the stream, the subject."""

from datetime import datetime
from typing import Any

from kerong.kernel.actor import Actor
from kerong.kernel.references import reference
from kerong.payments.models import Payment
from kerong.trail.record import record


def payment_stream(payment: Payment) -> str:
    return reference("payment", payment.no)


def note_payment(
    payment: Payment, what: str, *, actor: Actor, at: datetime, facts: dict[str, Any]
) -> None:
    """One event on the payment's own stream; its money is told on the stream of its subject."""
    record(
        stream=payment_stream(payment),
        kind=f"payment.{what}",
        actor=actor,
        at=at,
        subject=payment.subject,
        facts=facts,
    )
