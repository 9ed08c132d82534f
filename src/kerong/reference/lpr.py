"""LPR lookup by date."""

from datetime import date

from kerong.reference.models import Lpr


def lpr_on(day: date) -> Lpr | None:
    """The publication in force on that day (the day of publication included), or None."""
    return Lpr.objects.filter(published_on__lte=day).order_by("-published_on").first()


def is_current(published: Lpr, day: date) -> bool:
    """Whether the next monthly publication cannot be out yet: else what is held may be stale."""
    months = (day.year - published.published_on.year) * 12 + day.month
    return months - published.published_on.month <= 1
