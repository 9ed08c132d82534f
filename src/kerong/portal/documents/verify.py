"""核验: the public page on which number and check code together show whether a paper is ours."""

from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.documents.verification import verify
from kerong.kernel.errors import Busy
from kerong.portal.documents.words import KINDS, shown_state
from kerong.web.accounts.lockout import client_address
from kerong.web.clock import moment_of

MOST_A_MINUTE = 30
_MOST_TYPED = 100


class TooManyLooks(Busy):
    """Guessing is hopeless at any speed; this keeps it from costing us anything."""

    code = "document.too_many_looks"
    zh = "核验过于频繁，请一分钟后再试。"
    en = "Too many verifications; please try again in a minute."


def verify_page(request: HttpRequest) -> HttpResponse:
    """The empty form, or what is known; a wrong number and a wrong code get one answer."""
    no = request.GET.get("no", "").strip()[:_MOST_TYPED]
    code = request.GET.get("code", "").strip()[:_MOST_TYPED]
    context: dict[str, Any] = {"no": no, "code": code, "asked": bool(no or code)}
    status = 200
    if context["asked"]:
        _count_look(request, moment_of(request))
        found = verify(no=no, code=code)
        status = 404 if found is None else 200
        context["found"] = found
    if context.get("found"):
        context["state"] = shown_state(context["found"].state)
        context["kind"] = KINDS[context["found"].kind]
    response = render(request, "portal/documents/verify.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _count_look(request: HttpRequest, at: datetime) -> None:
    """Thirty a minute from one address, counted once for all processes.

    A full cache throws counts out, this one too between the two calls: it then starts anew, so
    under a flood from many addresses one of them may look oftener.
    """
    key = f"verify:{client_address(request)}:{at:%Y%m%d%H%M}"
    if cache.add(key, 1, timeout=120):
        return
    try:
        looks = cache.incr(key)
    except ValueError:
        cache.add(key, 1, timeout=120)
        return
    if looks > MOST_A_MINUTE:
        raise TooManyLooks()
