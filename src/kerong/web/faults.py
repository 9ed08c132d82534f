"""Faults become answers in this one place: a page with a way on, or JSON under /api/."""

import logging
from urllib.parse import urlencode

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language

from kerong.kernel.errors import Busy, Fault, Forbidden, Invalid, NotFound, Unavailable
from kerong.kernel.policy import (
    RoleNotAllowed,
    SecondFactorNeeded,
    SecondFactorStale,
    Unauthenticated,
)
from kerong.web.acting import NOBODY, Acting
from kerong.web.unsent import keep_unsent

log = logging.getLogger("kerong.faults")
API = "/api/"
_RETRY_SECONDS = 60


class Unexpected(Fault):
    """500: our mistake; nothing about it is told to the outside."""

    code = "unexpected"
    zh = "系统出了问题，我们已经记录。请稍后再试。"
    en = "Something went wrong on our side and has been recorded. Please try again later."


class FormStale(Forbidden):
    """The form's seal (CSRF) was missing or old."""

    code = "form_stale"
    zh = "页面已过期（例如之后重新登录过）或来源不明，内容没有提交。请重新打开该页面后再提交。"
    en = "The page is out of date, perhaps as you signed in since; nothing was sent. Open it anew."


def fault_from(exception: BaseException) -> Fault | None:
    """The fault an exception stands for; None for what only the log may know."""
    if isinstance(exception, Fault):
        return exception
    if isinstance(exception, OperationalError | InterfaceError):
        return Unavailable()
    return None


def answer(request: HttpRequest, fault: Fault) -> HttpResponse:
    """The response of a fault; the only mapping from families to answers."""
    if wants_json(request):
        response: HttpResponse = JsonResponse(fault.document(_language()), status=fault.status)
    else:
        response = _way_in(request, fault) or _page(request, fault)
    return _with_headers(response, fault)


def wants_json(request: HttpRequest) -> bool:
    return request.path.startswith(API) or request.headers.get("Accept") == "application/json"


def _way_in(request: HttpRequest, fault: Fault) -> HttpResponse | None:
    """To the sign-in page, or to the second factor, when that is all that is missing."""
    acting: Acting = getattr(request, "acting", NOBODY)
    if isinstance(fault, Unauthenticated):
        url = reverse("account_login")
    elif isinstance(fault, SecondFactorNeeded) or (
        isinstance(fault, RoleNotAllowed) and acting.waiting
    ):
        url = reverse("accounts:second_factor")
    else:
        return None
    if request.headers.get("HX-Request"):
        response = HttpResponse(status=fault.status)
        response["HX-Redirect"] = url
        return response
    after = _after(request, fault)
    if after:
        url = f"{url}?{urlencode({'next': after})}"
    return HttpResponseRedirect(url)


def _after(request: HttpRequest, fault: Fault) -> str:
    """Where to go on once let in; a form that was sent waits there as it was typed."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    kept = keep_unsent(request)
    if not kept and isinstance(fault, SecondFactorStale) and _has_a_page(request):
        return request.path
    return kept


def _has_a_page(request: HttpRequest) -> bool:
    """Whether what was posted has a form at the same address to come back to."""
    match = request.resolver_match
    return match is not None and "GET" in getattr(match.func, "policies", {})


def _page(request: HttpRequest, fault: Fault) -> HttpResponse:
    facts = {"fault": fault, "sentence": fault.say(_language()), "status": fault.status}
    part = request.headers.get("HX-Request") and not request.headers.get("HX-Boosted")
    template = "accounts/fault_part.html" if part else "accounts/fault.html"
    try:
        return render(request, template, facts, status=fault.status)
    except (DatabaseError, TemplateDoesNotExist, ValueError):
        log.exception("the page of a fault could not be made")
        return HttpResponse(
            render_to_string("accounts/fault_bare.html", facts), status=fault.status
        )


def _with_headers(response: HttpResponse, fault: Fault) -> HttpResponse:
    if isinstance(fault, Busy | Unavailable):
        response["Retry-After"] = str(fault.facts.get("retry_seconds", _RETRY_SECONDS))
    if fault.status == 405:
        response["Allow"] = ", ".join(fault.facts.get("allowed", []))
    response["Cache-Control"] = "no-store"
    return response


def _language() -> str:
    return get_language() or "zh-hans"


# Django's own handlers, named in config/urls.py and settings.


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, Invalid())


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, Forbidden())


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, NotFound())


def unexpected(request: HttpRequest) -> HttpResponse:
    return answer(request, Unexpected())


def form_stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page older than the last sign-in: what was typed waits on the page it came from."""
    request.unsent_page = keep_unsent(request)  # type: ignore[attr-defined]
    return answer(request, FormStale())
