"""Questions of screens about the trail."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from kerong.trail.models import Event

A_PAGE = 500


def events_of(stream: str, *, after_no: int = 0, count: int = A_PAGE) -> list[Event]:
    """The next events of one stream in order, `count` at most; page on with the last number.

    One query. The caller has checked who asks.
    """
    return list(Event.objects.filter(stream=stream, no__gt=after_no).order_by("no")[:count])


def told_in(streams: Sequence[str], kinds: str) -> Iterator[Event]:
    """What was told in those streams in events whose kind begins so; one query.

    For checks that hold rows against the trail: hand over a few hundred streams at a time.
    """
    events = Event.objects.filter(stream__in=streams, kind__startswith=kinds).order_by("pk")
    return events.only("stream", "kind", "subject", "payload").iterator(2000)


def newest_of(stream: str, kind: str) -> Event | None:
    """The last event of that kind in a stream."""
    return Event.objects.filter(stream=stream, kind=kind).order_by("-no").first()


def actors_since(stream: str, kind: str, since: datetime) -> set[str]:
    """Who left an event of that kind in a stream after the moment."""
    left = Event.objects.filter(stream=stream, kind=kind, at__gt=since)
    return set(left.values_list("actor", flat=True))


def latest_events(count: int = 100, *, before_id: int | None = None) -> list[Event]:
    """The newest events of the whole platform, for auditors; page on with the last id."""
    events = Event.objects.order_by("-id")
    if before_id is not None:
        events = events.filter(id__lt=before_id)
    return list(events[:count])
