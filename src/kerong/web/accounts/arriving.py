"""After signing in: to the second factor if it is asked for, to the choice, or home."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from kerong.kernel import roles
from kerong.parties.errors import MandateNotFound
from kerong.web.accounts.ways import next_address
from kerong.web.acting import Acting, acting_of, choose

_HOMES = {
    roles.INSTITUTION: "/workbench/",
    frozenset({roles.OFFICER, roles.AUDITOR}): "/console/",
    frozenset({roles.OPERATOR}): "/accounts/institutions/",
}


def home_of(acting: Acting) -> str:
    """Where this actor's work is."""
    for group, address in _HOMES.items():
        if acting.actor.role in group:
            return address
    return "/"


def arrive(request: HttpRequest) -> HttpResponse:
    acting = acting_of(request)
    if acting.waiting:
        return HttpResponseRedirect(reverse("accounts:second_factor"))
    if acting.choices and acting.chosen is None and acting.others:
        return HttpResponseRedirect(reverse("accounts:choose"))
    return HttpResponseRedirect(home_of(acting))


def second_factor(request: HttpRequest) -> HttpResponse:
    """To the code for those who have an app, else how to set one up."""
    after = urlencode({"next": next_address(request) or reverse("accounts:arrive")})
    if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{after}")
    return render(request, "accounts/second_factor.html", {"after": after})


def choice_page(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/choose.html", {"next": next_address(request)})


def take_choice(request: HttpRequest) -> HttpResponse:
    """Act for the chosen organisation from now on."""
    text = request.POST.get("mandate", "")
    if not (text.isascii() and text.isdigit() and len(text) < 19 and choose(request, int(text))):
        raise MandateNotFound()
    return HttpResponseRedirect(next_address(request) or reverse("accounts:arrive"))


def choosing(request: HttpRequest) -> HttpResponse:
    return take_choice(request) if request.method == "POST" else choice_page(request)
