"""Erasing (抹除) the payload of an event, e.g. at a person's request; the chain stays valid."""

from datetime import datetime

from django.db import transaction

from kerong.kernel.actor import Actor
from kerong.trail import access
from kerong.trail.errors import NoSuchEvent
from kerong.trail.models import Event
from kerong.trail.record import record

ERASED = "trail.erased"


def erase_payload(*, stream: str, no: int, reason: str, actor: Actor, at: datetime) -> Event:
    """Forget what event `no` of `stream` said and record that this was done, and why.

    Returns the event that records the erasure. Erasing twice is refused as NoSuchEvent, erasing
    an erasure too: what vanished must stay explained.
    """
    access.ERASE.require(actor)
    with transaction.atomic():
        events = Event.objects.filter(stream=stream, no=no, payload__isnull=False)
        if not events.exclude(kind=ERASED).update(salt=None, payload=None):
            raise NoSuchEvent(stream=stream, no=no)
        return record(
            stream=stream,
            kind=ERASED,
            actor=actor,
            at=at,
            subject=f"{stream}#{no}",
            facts={"no": no, "reason": reason},
        )
