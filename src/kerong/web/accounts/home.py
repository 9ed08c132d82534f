"""My account: details, language, second factor, mandates, tokens, sessions."""

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.kernel.actor import Actor
from kerong.kernel.errors import NotFound
from kerong.parties import access
from kerong.parties.access import own_token, person_of
from kerong.parties.change_language import change_language
from kerong.parties.change_person import change_person
from kerong.parties.errors import LanguageUnknown
from kerong.parties.issue_api_token import issue_api_token
from kerong.parties.models import ApiToken
from kerong.parties.reads import tokens_of
from kerong.parties.revoke_api_token import revoke_api_token
from kerong.web.accounts.attempts import tried
from kerong.web.accounts.person_forms import EndForm, LanguageForm, ProfileForm, TokenForm
from kerong.web.accounts.tables import TOKENS
from kerong.web.accounts.titles import role_title
from kerong.web.acting import acting_of, actor_of
from kerong.web.clock import day_of, moment_of
from kerong.web.tables import show_table

_COOKIE_YEAR = 365 * 24 * 3600


def home(request: HttpRequest) -> HttpResponse:
    person = person_of(actor_of(request))
    choices = acting_of(request).choices
    facts = {
        "person": person,
        "choices": [(choice, role_title(choice.role)) for choice in choices],
        "has_factor": is_mfa_enabled(request.user, [Authenticator.Type.TOTP]),
        "sessions": UserSession.objects.purge_and_list(request.user),
        "language": LanguageForm(initial={"language": person.language}),
        "staff_pages": _staff_pages(actor_of(request)),
    }
    return render(request, "accounts/home.html", facts)


def _staff_pages(actor: Actor) -> list[dict[str, str]]:
    """The lists of people this actor may open."""
    offered = (
        (access.SEE_FIRM_PEOPLE, "accounts:firm_people", _("People of the firm")),
        (
            access.SEE_INSTITUTION_PEOPLE,
            "accounts:institution_people",
            _("People of the institution"),
        ),
        (access.SEE_INSTITUTIONS, "accounts:institutions", _("Institutions")),
        (access.SEE_PEOPLE, "accounts:people", _("People and mandates")),
    )
    return [
        {"url": reverse(name), "title": title}
        for policy, name, title in offered
        if policy.allows(actor)
    ]


def profile(request: HttpRequest) -> HttpResponse:
    person = person_of(actor_of(request))
    start = {"name": person.name, "phone": person.phone, "email": person.email}
    form = ProfileForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        actor, at = actor_of(request), moment_of(request)
        if tried(form, lambda: change_person(**form.cleaned_data, actor=actor, at=at)):
            messages.success(request, _("Your details are saved."))
            return HttpResponseRedirect(reverse("accounts:home"))
    return render(request, "accounts/profile.html", {"form": form})


def language(request: HttpRequest) -> HttpResponse:
    form = LanguageForm(request.POST)
    if not form.is_valid():
        raise LanguageUnknown(language=request.POST.get("language", "")[:20])
    chosen = form.cleaned_data["language"]
    change_language(language=chosen, actor=actor_of(request), at=moment_of(request))
    response = HttpResponseRedirect(reverse("accounts:home"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=_COOKIE_YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def tokens_page(request: HttpRequest) -> HttpResponse:
    return new_token(request) if request.method == "POST" else tokens(request)


def tokens(request: HttpRequest) -> HttpResponse:
    shown = show_table(TOKENS, tokens_of(actor_of(request)), request.GET)
    form = TokenForm(today=day_of(request))
    return render(request, "accounts/tokens.html", {"table": shown, "form": form})


def new_token(request: HttpRequest) -> HttpResponse:
    """Shows the token once, on the page that answers the form."""
    form = TokenForm(request.POST, today=day_of(request))
    actor, at = actor_of(request), moment_of(request)
    issued = None
    if form.is_valid():
        issued = tried(form, lambda: issue_api_token(**form.cleaned_data, actor=actor, at=at))
    shown = show_table(TOKENS, tokens_of(actor), request.GET)
    facts = {"table": shown, "form": form, "issued": issued}
    return render(request, "accounts/tokens.html", facts)


def drop_token(request: HttpRequest, token_id: int) -> HttpResponse:
    """GET asks once more, POST revokes."""
    actor = actor_of(request)
    if request.method != "POST":
        facts = {"rows": _token_rows(own_token(actor, token_id)), "form": EndForm()}
        return render(request, "accounts/drop_token.html", facts)
    revoke_api_token(token_id=token_id, actor=actor, at=moment_of(request))
    messages.success(request, _("The token no longer works."))
    return HttpResponseRedirect(reverse("accounts:tokens"))


def _token_rows(token: ApiToken) -> list[dict[str, str]]:
    acting = str(token.mandate.organisation or _("The platform"))
    return [
        {"title": _("Used for"), "value": token.name},
        {"title": _("Begins with"), "value": token.prefix},
        {"title": _("Acts for"), "value": acting},
    ]


def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """Sign out elsewhere; one's present session ends by signing out."""
    found = UserSession.objects.filter(pk=session_id, user=request.user).first()
    if found is None:
        raise NotFound()
    found.end()
    messages.success(request, _("That session has ended."))
    return HttpResponseRedirect(reverse("accounts:home"))


def end_other_sessions(request: HttpRequest) -> HttpResponse:
    for held in UserSession.objects.purge_and_list(request.user):
        if held.session_key != request.session.session_key:
            held.end()
    messages.success(request, _("You are signed out everywhere else."))
    return HttpResponseRedirect(reverse("accounts:home"))
