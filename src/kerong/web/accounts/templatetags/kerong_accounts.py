"""Filters of the account pages."""

from django import template
from django.utils.translation import gettext

from kerong.web.accounts import titles

register = template.Library()

# What a browser says of itself, the more particular first: Edge and Opera also say Chrome.
_BROWSERS = (
    ("MicroMessenger", "WeChat"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "HarmonyOS"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def role_title(role: str) -> str:
    """The role in the reader's language."""
    return titles.role_title(role)


@register.filter
def device(user_agent: str) -> str:
    """`Chrome · Windows` of a user agent; words where it names neither."""
    found = [_first(user_agent, known) for known in (_BROWSERS, _SYSTEMS)]
    return " · ".join(name for name in found if name) or gettext("unknown device")


def _first(user_agent: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in known if mark in user_agent), "")
