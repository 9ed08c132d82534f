"""Around every view: faults answered once, sessions limited, the actor known."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from kerong.kernel.actor import ANONYMOUS
from kerong.kernel.errors import Unavailable
from kerong.parties.models import Person
from kerong.parties.passwords import is_password_due
from kerong.parties.tokens import actor_for_token
from kerong.web.acting import NOBODY, Acting, acting_in, sleeps_without_factor
from kerong.web.clock import moment_of
from kerong.web.faults import API, answer, fault_from

Respond = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("kerong.faults")

_BEGAN = "kerong_began"
_SEEN = "kerong_seen"
_STAMP_EVERY = timedelta(minutes=1)
# What stays open to a password past its age: changing it, proving who one is, leaving.
_ON_THE_WAY = tuple(
    f"/accounts/{way}/" for way in ("login", "logout", "inactive", "password", "factor")
)
_ASKED_BY_THE_PAGE = "X-Kerong-Poll"


class Faults:
    """Turns what a view raises into its answer; everything unknown goes on to the log and 500."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        fault = fault_from(exception)
        if fault is None:
            return None
        if isinstance(fault, Unavailable):
            log.error("the database or a service did not answer", exc_info=exception)
        return answer(request, fault)


class SessionLimits:
    """Ends a session that was idle too long or is too old, whatever its cookie says."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(API):
            return self.get_response(request)
        if request.user.is_authenticated:
            self._limit(request)
        response = self.get_response(request)
        if request.user.is_authenticated and request.session.get(_BEGAN) is None:
            self._begin(request)
        return response

    def _limit(self, request: HttpRequest) -> None:
        now = int(moment_of(request).timestamp())
        began, seen = request.session.get(_BEGAN), request.session.get(_SEEN)
        if began is None or seen is None:
            self._begin(request)
            return
        idle = settings.SESSION_IDLE_LIMIT.total_seconds()
        longest = settings.SESSION_ABSOLUTE_LIMIT.total_seconds()
        if now - seen > idle or now - began > longest:
            request.timed_out_person = request.user.pk  # type: ignore[attr-defined]
            logout(request)
            request.timed_out = True  # type: ignore[attr-defined]
        elif now - seen >= _STAMP_EVERY.total_seconds() and not _by_itself(request):
            request.session[_SEEN] = now

    def _begin(self, request: HttpRequest) -> None:
        now = int(moment_of(request).timestamp())
        request.session[_BEGAN] = request.session[_SEEN] = now


def _by_itself(request: HttpRequest) -> bool:
    """A page that looks again by itself keeps nobody signed in who has left the room."""
    return _ASKED_BY_THE_PAGE in request.headers


class ActingAs:
    """Sets `request.actor` and `request.acting`; under /api/ only a token counts, never a cookie.

    Pages of signed-in people are kept by nobody. Who must set a new password is sent to do so.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        acting = self._by_token(request) if request.path.startswith(API) else acting_in(request)
        request.acting = acting  # type: ignore[attr-defined]
        request.actor = acting.actor  # type: ignore[attr-defined]
        response = self._detour(request) or self.get_response(request)
        if not acting.actor.is_anonymous:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def _by_token(self, request: HttpRequest) -> Acting:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not text:
            return NOBODY
        actor = actor_for_token(text.strip(), at=moment_of(request)) or ANONYMOUS
        return NOBODY if sleeps_without_factor(actor) else Acting(actor)

    def _detour(self, request: HttpRequest) -> HttpResponse | None:
        """Nothing is read or sent with a password past its age, by whatever method it is asked."""
        if request.path.startswith((API, *_ON_THE_WAY)):
            return None
        person = request.user
        if not isinstance(person, Person) or not is_password_due(person, moment_of(request)):
            return None
        url = reverse("account_change_password")
        if not request.headers.get("HX-Request"):
            return HttpResponseRedirect(url)
        response = HttpResponse(status=403)
        response["HX-Redirect"] = url
        return response
