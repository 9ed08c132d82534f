"""LPR lookup by date."""

from datetime import date

from kerong.reference.models import Lpr


def lpr_on(day: date) -> Lpr | None:
    """The publication in force on that day (the day of publication included), or None."""
    return Lpr.objects.filter(published_on__lte=day).order_by("-published_on").first()


def is_current(published_on: date, day: date) -> bool:
    """Whether what was published then may still be the newest: else what is held may be stale."""
    months = (day.year - published_on.year) * 12 + day.month
    return months - published_on.month <= 1


def stale_lpr(day: date) -> Lpr | None:
    """The publication a rate of that day rests on, where a newer one should be held by now."""
    published = lpr_on(day)
    if published is None or is_current(published.published_on, day):
        return None
    return published
