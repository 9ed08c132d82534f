"""Streams with a few events, and a var folder of one's own for keys and published heads."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.trail.models import Event
from kerong.trail.record import record

NOON = datetime(2026, 3, 6, 4, 0, tzinfo=UTC)  # noon in Chongqing
CLERK = Actor(
    person_id=12, name="王敏", role=roles.INSTITUTION_CLERK, mandate_id=5, institution_id=4
)


def event(stream: str = "case:N2026-000001", *, after: int = 0, **facts: Any) -> Event:
    """One event, `after` seconds past noon, in a transaction of its own."""
    with transaction.atomic():
        return record(
            stream=stream,
            kind="case.noted",
            actor=CLERK,
            at=NOON + timedelta(seconds=after),
            subject=stream,
            facts=facts or {"note": f"第 {after} 步"},
        )


def events(streams: int, each: int) -> list[Event]:
    """`each` events in each of `streams` streams, written in turns."""
    keys = [f"case:N2026-{no:06d}" for no in range(1, streams + 1)]
    return [event(key, after=step) for step in range(each) for key in keys]
