"""The clock of the doors: read once a request, so that one page knows one moment."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils import timezone


def moment_of(request: HttpRequest) -> datetime:
    """The aware moment this request began; every act and every age on its page uses it."""
    held: datetime | None = getattr(request, "_kerong_moment", None)
    if held is None:
        held = timezone.now()
        request._kerong_moment = held  # type: ignore[attr-defined]
    return held


def day_of(request: HttpRequest) -> date:
    """The day of that moment where the platform lives."""
    return timezone.localtime(moment_of(request)).date()
