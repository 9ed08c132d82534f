"""How guessing is slowed down: by account and address, never for ever, told the same to all."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessLog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kerong.kernel.errors import Busy
from kerong.parties.names import login_form
from kerong.web.clock import moment_of
from kerong.web.faults import answer

SECOND_FACTOR = "second-factor:"
REGISTERING = "registering:"
_USUAL_FOR = timedelta(days=30)
_LOGIN_MOST = 255


class LockedOut(Busy):
    """Facts: `minutes`. The text is the same whether or not the account exists."""

    code = "auth.locked"
    zh = "尝试次数过多，请 {minutes} 分钟后再试。"
    en = "Too many attempts; please try again in {minutes} minutes."


def lockout_parameters(
    request: HttpRequest, credentials: Mapping[str, Any] | None = None
) -> list[str | list[str]]:
    """What failures are counted by.

    From an address where this person signed in during the last 30 days only the failures of that
    address count, so strangers cannot lock people out of their own office. From elsewhere all
    failures of the account count together, so many addresses give no more guesses than one.
    A second factor is guessed by someone who has the password already: all addresses count.
    Names found taken when registering count by the address that is named itself.
    """
    login = login_tried(request, credentials)
    if login.startswith((SECOND_FACTOR, REGISTERING)):
        return ["username"]
    pair = ["username", "ip_address"]
    return [pair] if _is_usual(request, login) else [pair, "username"]


def _is_usual(request: HttpRequest, login: str) -> bool:
    held: dict[str, bool] = request.__dict__.setdefault("_kerong_usual", {})
    if login not in held:
        since = moment_of(request) - _USUAL_FOR
        held[login] = AccessLog.objects.filter(
            username=login, ip_address=client_address(request), attempt_time__gte=since
        ).exists()
    return held[login]


def login_tried(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The login name under attack in its one spelling, whatever was typed."""
    given = credentials.get("username") if credentials else None
    return login_form(str(given or request.POST.get("login", "")))[:_LOGIN_MOST]


def client_address(request: HttpRequest) -> str:
    """The real address: the connection's, or the one our own proxies wrote.

    With `TRUSTED_PROXIES` = n the n-th entry from the right of X-Forwarded-For counts; what a
    client wrote into that header itself stands further left and is never read.
    """
    proxies: int = settings.TRUSTED_PROXIES
    written = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(written) >= proxies and written[-proxies]:
        return written[-proxies][:64]
    return str(request.META.get("REMOTE_ADDR", ""))


def plain_login(text: str) -> str:
    """The login as typed, unable to name one of our own counters: no login holds a colon."""
    return login_form(text).replace(":", "")


def require_unlocked(request: HttpRequest, counter: str) -> None:
    """Raises LockedOut when this counter ran full; the database keeps it for all processes."""
    if AxesProxyHandler.is_locked(request, {"username": counter}):
        raise _locked_fault()


def count_failure(request: HttpRequest, counter: str) -> None:
    AxesProxyHandler.user_login_failed(None, {"username": counter}, request)


def _locked_fault() -> LockedOut:
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    seconds = int(cool_off.total_seconds())
    return LockedOut(minutes=seconds // 60, retry_seconds=seconds)


def locked_out(
    request: HttpRequest,
    original: HttpResponse | None = None,
    credentials: Mapping[str, Any] | None = None,
) -> HttpResponse:
    return answer(request, _locked_fault())
