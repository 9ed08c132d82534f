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
_HOUR, _DAY = 3600, 86_400


@register.filter
def funnel_title(stage: str) -> str:
    return str(_STAGES[stage])


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
