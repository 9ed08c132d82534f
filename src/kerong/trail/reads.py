"""Questions of screens about the trail."""

from kerong.trail.models import Event


def events_of(stream: str) -> list[Event]:
    """The events of one stream in order; one query. The caller has checked who asks."""
    return list(Event.objects.filter(stream=stream).order_by("no"))


def latest_events(count: int = 100, *, before_id: int | None = None) -> list[Event]:
    """The newest events of the whole platform, for auditors; page on with the last id."""
    events = Event.objects.order_by("-id")
    if before_id is not None:
        events = events.filter(id__lt=before_id)
    return list(events[:count])
