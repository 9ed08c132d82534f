"""Reaction point: what became of a payment, told to higher packages inside the act's transaction.

Packages above payments (subsidies, compensation, bridges …) register a handler in their
AppConfig.ready; handlers run in the declared order, and one that refuses undoes the step.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from kerong.kernel.actor import Actor
from kerong.payments.models import Payment

SENT, CONFIRMED, RETURNED, CANCELLED = "sent", "confirmed", "returned", "cancelled"
KINDS = (SENT, CONFIRMED, RETURNED, CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentEvent:
    """`on` is the day that counts: the bank's own for what it answered.

    The payment already carries its new state, its money has moved. `payment.root` is the
    reference it was ordered under, whichever attempt this is.
    """

    kind: str
    payment: Payment
    on: date
    actor: Actor
    at: datetime


Handler = Callable[[PaymentEvent], None]
_handlers: dict[str, tuple[int, Handler]] = {}


def react(name: str, order: int, handler: Handler) -> None:
    """Register a handler; lower orders run first, notices (1000) last. Raises ValueError."""
    if _handlers.setdefault(name, (order, handler)) != (order, handler):
        raise ValueError(f"two handlers of payment events are called {name}")


def handlers() -> tuple[tuple[str, Handler], ...]:
    ordered = sorted(_handlers.items(), key=lambda entry: (entry[1][0], entry[0]))
    return tuple((name, handler) for name, (_order, handler) in ordered)


def announce(event: PaymentEvent) -> None:
    """Run every handler; belongs into the transaction of the act."""
    for _name, handler in handlers():
        handler(event)
