"""LPR lookup by date."""

from datetime import date, timedelta

from kerong.finance.lpr import Publication
from kerong.kernel.ratios import ratio_from_ppm
from kerong.kernel.workdays import Calendar, weekday_rule
from kerong.reference.calendar import held_calendar
from kerong.reference.models import Lpr

_PUBLISHED_ON = 20  # of each month, put off to the next working day (PBoC notice [2019] No. 15)
_ONE_DAY = timedelta(days=1)


def lpr_on(day: date) -> Lpr | None:
    """The publication in force on that day (the day of publication included), or None."""
    return Lpr.objects.filter(published_on__lte=day).order_by("-published_on").first()


def publications() -> tuple[Publication, ...]:
    """Every publication held, in order, as the formulas of subsidies read them."""
    return tuple(
        Publication(day, ratio_from_ppm(one_year), ratio_from_ppm(five_year))
        for day, one_year, five_year in Lpr.objects.order_by("published_on").values_list(
            "published_on", "one_year_ppm", "five_year_ppm"
        )
    )


def is_current(published_on: date, day: date, calendar: Calendar) -> bool:
    """Whether what was published then is the newest on that day: else what is held is stale."""
    return published_on >= last_publication(day, calendar)


def last_publication(day: date, calendar: Calendar) -> date:
    """The newest day of publication up to `day`: the day counts itself, as in `lpr_on`."""
    this_month = _publication(day.replace(day=_PUBLISHED_ON), calendar)
    if this_month <= day:
        return this_month
    before = day.replace(day=1) - _ONE_DAY
    return _publication(before.replace(day=_PUBLISHED_ON), calendar)


def _publication(day: date, calendar: Calendar) -> date:
    """As the rates held show it, a weekend that is worked for a holiday is no day to publish."""
    while not (weekday_rule(day) and calendar.is_working(day)):
        day += _ONE_DAY
    return day


def stale_lpr(day: date) -> Lpr | None:
    """The publication a rate of that day rests on, where a newer one should be held by now."""
    published = lpr_on(day)
    if published is None or is_current(published.published_on, day, held_calendar()):
        return None
    return published
