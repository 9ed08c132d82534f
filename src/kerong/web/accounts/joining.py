"""Becoming someone here: registration of a person, and the invitation link."""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.debug import sensitive_post_parameters

from kerong.kernel.errors import Busy
from kerong.parties.accept_invitation import accept_invitation, open_invitation
from kerong.parties.errors import LoginTaken
from kerong.parties.models import Person
from kerong.parties.passwords import ProfileValidator
from kerong.parties.register_person import PersonDraft, register_person
from kerong.web.accounts.attempts import tried
from kerong.web.accounts.lockout import (
    REGISTERING,
    client_address,
    count_failure,
    require_unlocked,
)
from kerong.web.accounts.person_forms import EndForm, RegisterForm
from kerong.web.accounts.titles import role_title
from kerong.web.accounts.ways import next_address
from kerong.web.acting import actor_of, choose_anew
from kerong.web.clock import moment_of

_LINK = "kerong_invitation"


@sensitive_post_parameters("password", "again")
def register(request: HttpRequest) -> HttpResponse:
    """A stranger becomes a person and is signed in."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(next_address(request) or reverse("accounts:home"))
    form = RegisterForm(request.POST or None)
    form.fields["password"].help_text = ProfileValidator().get_help_text()
    if request.method == "POST" and form.is_valid():
        person = _register(request, form)
        if person is not None:
            return _sign_in(request, person)
    facts = {"form": form, "next": next_address(request)}
    return render(request, "accounts/register.html", facts)


def _register(request: HttpRequest, form: RegisterForm) -> Person | None:
    """A taken name has to be told; five of them from one address are all it hears for a while."""
    if not ratelimit.consume(request, action="signup"):
        raise Busy()
    given = form.cleaned_data
    draft = PersonDraft(
        login=given["login"],
        name=given["name"],
        password=given["password"],
        phone=given["phone"],
        email=given["email"],
        language=get_language() or "zh-hans",
    )
    actor, at = actor_of(request), moment_of(request)
    counter = f"{REGISTERING}{client_address(request)}"
    require_unlocked(request, counter)

    def act() -> Person:
        try:
            return register_person(draft=draft, actor=actor, at=at)
        except LoginTaken:
            count_failure(request, counter)
            raise

    return tried(form, act)


def _sign_in(request: HttpRequest, person: Person) -> HttpResponse:
    after = next_address(request) or reverse("accounts:home")
    record_authentication(request, person, method="password", username=person.login)
    response: HttpResponse = perform_login(
        request, Login(user=person, redirect_url=after, signup=True)
    )
    return response


def invitation_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Takes the secret out of the address before anything else is loaded; no guess is kept."""
    open_invitation(secret, at=moment_of(request))
    request.session[_LINK] = secret
    return HttpResponseRedirect(reverse("accounts:invitation"))


def invitation(request: HttpRequest) -> HttpResponse:
    """Who invites to what; accepting needs an account."""
    at = moment_of(request)
    secret = str(request.session.get(_LINK, ""))
    found = open_invitation(secret, at=at)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_bound and request.user.is_authenticated and form.is_valid():
        actor = actor_of(request)
        made = tried(form, lambda: accept_invitation(secret=secret, actor=actor, at=at))
        if made is not None:
            return _begin(request, made.pk)
    facts = {
        "form": form,
        "found": found,
        "role": role_title(found.role),
        "organisation": found.enterprise or found.institution or found.department or "",
    }
    return render(request, "accounts/invitation.html", facts)


def _begin(request: HttpRequest, mandate_id: int) -> HttpResponse:
    request.session.pop(_LINK, None)
    choose_anew(request, mandate_id)
    return HttpResponseRedirect(reverse("accounts:arrive"))
