"""What the page frame needs to know of a request: who, when, language, size of text."""

from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from kerong.kernel.actor import ANONYMOUS, Actor
from kerong.kernel.workdays import Calendar
from kerong.reference.calendar import held_calendar
from kerong.web.acting import NOBODY, Acting
from kerong.web.clock import day_of, moment_of
from kerong.web.unsent import Unsent, take_unsent

TEXT_COOKIE = "kerong_text"
LARGE = "large"


class Frame:
    """Lazy: a page pays only for what its frame shows."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @property
    def actor(self) -> Actor:
        return getattr(self._request, "actor", ANONYMOUS)

    @property
    def acting(self) -> Acting:
        return getattr(self._request, "acting", NOBODY)

    @property
    def at(self) -> datetime:
        return moment_of(self._request)

    @property
    def today(self) -> date:
        return day_of(self._request)

    @cached_property
    def calendar(self) -> Calendar:
        return held_calendar()

    @cached_property
    def unsent(self) -> Unsent | None:
        return take_unsent(self._request)

    @property
    def language(self) -> str:
        return "en" if (get_language() or "").startswith("en") else "zh-CN"

    @property
    def text(self) -> str:
        return LARGE if self._request.COOKIES.get(TEXT_COOKIE) == LARGE else "usual"

    @property
    def address(self) -> str:
        """Where this page is, for coming back after a preference was changed."""
        return self._request.get_full_path() if self._request.method == "GET" else "/"


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `frame`, and `today` for the deadline tag."""
    held = Frame(request)
    return {"frame": held}
