"""Reaction point: what became of a payment, told to higher packages inside the act's transaction.

Packages above payments (subsidies, compensation, bridges …) register a handler in their
AppConfig.ready; handlers run in the declared order, each over all payments of a step before the
next one, and one that refuses undoes the step.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from kerong.kernel.actor import Actor
from kerong.payments.models import Payment

SENT, CONFIRMED, RETURNED, CANCELLED = "sent", "confirmed", "returned", "cancelled"
RETURNED_LATE = "returned_late"  # paid by the bank's first answer, and sent back since
KINDS = (SENT, CONFIRMED, RETURNED, RETURNED_LATE, CANCELLED)


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
StepHandler = Callable[[Sequence[PaymentEvent]], None]
_handlers: dict[str, tuple[int, object, StepHandler]] = {}


def react(name: str, order: int, handler: Handler) -> None:
    """Register a handler that is given one event after the other.

    Lower orders run first, notices (1000) last. Raises ValueError.
    """
    _register(name, order, handler, partial(_one_by_one, handler))


def react_to_steps(name: str, order: int, handler: StepHandler) -> None:
    """Register a handler that is given all events of a step at once, in the order of payments.

    Where it refuses a step of several that are sent, it is asked again with each alone, so that
    only what it refuses then stays behind. Raises ValueError.
    """
    _register(name, order, handler, handler)


def _register(name: str, order: int, handler: object, runs: StepHandler) -> None:
    registered = _handlers.setdefault(name, (order, handler, runs))
    if registered[:2] != (order, handler):
        raise ValueError(f"two handlers of payment events are called {name}")


def handlers() -> tuple[tuple[str, StepHandler], ...]:
    """By name, in the order they run; each takes the events of a step."""
    ordered = sorted(_handlers.items(), key=lambda entry: (entry[1][0], entry[0]))
    return tuple((name, runs) for name, (_order, _handler, runs) in ordered)


def announce(events: Sequence[PaymentEvent]) -> None:
    """Run every handler over the events of one step; belongs into the transaction of the act."""
    for _name, handler in handlers():
        handler(events)


def _one_by_one(handler: Handler, events: Sequence[PaymentEvent]) -> None:
    for event in events:
        handler(event)
