"""Messages that could not be delivered: seen by the operator, and sent once more on request."""

from datetime import datetime

from kerong.kernel.actor import Actor
from kerong.notices.access import RETRY_PARKED
from kerong.notices.models import Outbox


def parked(count: int = 100) -> list[Outbox]:
    """Messages whose last pause is over, newest first; the caller has checked who asks."""
    return list(Outbox.objects.exclude(parked_at=None).order_by("-parked_at", "-id")[:count])


def retry_parked(actor: Actor, *, at: datetime) -> int:
    """Send everything parked once more, from the first pause on; returns how many."""
    RETRY_PARKED.require(actor)
    again = Outbox.objects.exclude(parked_at=None)
    return again.update(parked_at=None, due_at=at, attempts=0, lease_until=None)
