"""未送出的表单: what a form carried when it could not be taken, put back on the page it came from.

It lies in the browser's own session for half an hour and is handed out once, to the person who
typed it. Nothing of it is judged or acted on; whoever typed it reads it again and sends it.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve

from kerong.web.clock import moment_of

LIFE = timedelta(minutes=30)
MOST_FIELDS, MOST_TEXT, MOST_ALTOGETHER = 80, 2_000, 20_000
_KEY = "kerong_unsent"
_SECRET = re.compile(r"csrf.*|.*password.*|again|code|token|next", re.IGNORECASE)
_DOORS = ("/accounts/login/", "/accounts/password/", "/accounts/factor/", "/accounts/register/")


@dataclass(frozen=True, slots=True)
class Unsent:
    """`to` is where the form was sent, `fields` the texts by the names of its fields."""

    to: str
    fields: dict[str, list[str]]

    def document(self) -> dict[str, Any]:
        return {"to": self.to, "fields": self.fields}


def keep_unsent(request: HttpRequest) -> str:
    """Keep what was posted; the page to come back to, or "" where nothing was kept.

    Only for a browser that had a session, and only what one of our own pages sent: nobody else
    may put words into somebody's form.
    """
    page = _page_of(request)
    fields = _fields_of(request) if page and _is_ours(request) else {}
    if not fields:
        return ""
    request.session[_KEY] = {
        "page": page,
        "to": request.path,
        "fields": fields,
        "until": int((moment_of(request) + LIFE).timestamp()),
        "person": _person_of(request),
    }
    return page


def take_unsent(request: HttpRequest) -> Unsent | None:
    """What belongs on this page, once; what is old or another person's is dropped."""
    held = request.session.get(_KEY) if hasattr(request, "session") else None
    if held is None or request.method != "GET" or request.headers.get("HX-Request"):
        return None
    if held["until"] < moment_of(request).timestamp():
        del request.session[_KEY]
        return None
    if urlsplit(held["page"]).path != request.path or not request.user.is_authenticated:
        return None
    del request.session[_KEY]
    if held["person"] not in (None, request.user.pk):
        return None
    return Unsent(held["to"], held["fields"])


def _person_of(request: HttpRequest) -> int | None:
    """Who sent it: the one signed in, or whose session has just run out."""
    return request.user.pk or getattr(request, "timed_out_person", None)


def _is_ours(request: HttpRequest) -> bool:
    if request.method != "POST" or request.headers.get("HX-Request"):
        return False
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    own = f"{request.scheme}://{request.get_host()}"
    said = request.headers.get("Origin") or request.headers.get("Referer", "")
    return said == own or said.startswith(f"{own}/")


def _page_of(request: HttpRequest) -> str:
    """The page the form stood on: where the browser came from, else the address itself."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host() and _has_a_page(came_from.path):
        return f"{came_from.path}?{came_from.query}" if came_from.query else came_from.path
    return request.path if _has_a_page(request.path) else ""


def _has_a_page(path: str) -> bool:
    if path.startswith(_DOORS):
        return False
    try:
        found = resolve(path)
    except Resolver404:
        return False
    return "GET" in getattr(found.func, "policies", {})


def _fields_of(request: HttpRequest) -> dict[str, list[str]]:
    """Texts within bounds, whole or not at all; no secrets, no files."""
    fields = {
        name: texts
        for name, texts in list(request.POST.lists())[:MOST_FIELDS]
        if not _SECRET.fullmatch(name) and all(len(text) <= MOST_TEXT for text in texts)
    }
    size = sum(len(name) + sum(map(len, texts)) for name, texts in fields.items())
    return fields if size <= MOST_ALTOGETHER and any(map(any, fields.values())) else {}
