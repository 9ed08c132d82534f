"""Language and size of text: two cookies anyone may set, read by the frame."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from kerong.kernel import roles
from kerong.kernel.actor import ANONYMOUS, Actor
from kerong.kernel.policy import Policy, Whose
from kerong.parties.change_language import change_language
from kerong.web.clock import moment_of
from kerong.web.frame import LARGE, TEXT_COOKIE

POLICY = Policy(
    name="web.preferences",
    roles=frozenset(roles.EVERYONE),
    whose=Whose.SELF,
    note="one's own choice",
)
YEAR = 365 * 24 * 3600


def preferences(request: HttpRequest) -> HttpResponse:
    """Keeps the choice for a year and goes back to the page it was made on."""
    response = HttpResponseRedirect(_way_back(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _keep(request, response, settings.LANGUAGE_COOKIE_NAME, language)
        actor: Actor = getattr(request, "actor", ANONYMOUS)
        if not actor.is_anonymous:  # notices and the next browser follow
            change_language(language=language, actor=actor, at=moment_of(request))
    text = request.POST.get("text", "")
    if text in (LARGE, "usual"):
        _keep(request, response, TEXT_COOKIE, text)
    return response


def _way_back(request: HttpRequest) -> str:
    asked = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure())
    return asked if asked and safe else "/"


def _keep(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=YEAR, secure=request.is_secure(), httponly=True, samesite="Lax"
    )
