"""How the console puts stages and spans of time."""

from typing import Any

from django import template
from django.utils.translation import gettext, ngettext, pgettext_lazy

from kerong.web import formats

register = template.Library()

_STAGES: dict[str, Any] = {
    "published": pgettext_lazy("funnel", "Published"),
    "taken": pgettext_lazy("funnel", "Taken"),
    "quoted": pgettext_lazy("funnel", "Quoted"),
    "accepted": pgettext_lazy("funnel", "Accepted"),
    "credited": pgettext_lazy("funnel", "Credit approved"),
    "disbursed": pgettext_lazy("funnel", "Paid out"),
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


@register.filter
def funnel_title(stage: str) -> str:
    return str(_STAGES[stage])


@register.filter
def interval(seconds: int) -> str:
    """ "10 min": whole seconds, minutes, hours or days, whichever divides it."""
    if seconds % _DAY == 0:
        return gettext("%(n)s d") % {"n": seconds // _DAY}
    if seconds % _HOUR == 0:
        return gettext("%(n)s h") % {"n": seconds // _HOUR}
    if seconds % _MINUTE == 0:
        minutes = seconds // _MINUTE
        return ngettext("%(n)s min", "%(n)s min", minutes) % {"n": minutes}
    return gettext("%(n)s s") % {"n": seconds}


@register.filter
def lasting(seconds: int | None) -> str:
    """ "3.2 h" below two days, else days with one decimal."""
    if seconds is None:
        return formats.NOTHING
    if seconds < _HOUR:
        minutes = seconds // 60
        return ngettext("%(n)s min", "%(n)s min", minutes) % {"n": minutes}
    unit, text = (_HOUR, gettext("%(n)s h")) if seconds < 2 * _DAY else (_DAY, gettext("%(n)s d"))
    tenths = (10 * seconds + unit // 2) // unit
    return text % {"n": f"{tenths // 10}.{tenths % 10}"}
