"""Console: people and their mandates, for the operator to keep and the auditor to see."""

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.kernel import roles
from kerong.parties.access import KEEP_PEOPLE, person_numbered
from kerong.parties.disable_person import disable_person
from kerong.parties.duties import Grant
from kerong.parties.enable_person import enable_person
from kerong.parties.found_department import found_department
from kerong.parties.grant_mandate import grant_mandate
from kerong.parties.invite import invite
from kerong.parties.offer_new_password import offer_new_password
from kerong.parties.reads import departments, mandates_ever, open_invitations
from kerong.parties.reads import people as people_rows
from kerong.parties.remove_second_factor import remove_second_factor
from kerong.web.accounts.attempts import tried
from kerong.web.accounts.links import PLATFORM, show_invitation
from kerong.web.accounts.organisation_forms import (
    DepartmentForm,
    GrantOfficeForm,
    InviteOfficeForm,
)
from kerong.web.accounts.person_forms import EndForm, PeopleFilter, ReasonForm
from kerong.web.accounts.tables import PEOPLE, invitation_table
from kerong.web.accounts.titles import role_title
from kerong.web.acting import actor_of
from kerong.web.clock import moment_of
from kerong.web.forms import KerongForm
from kerong.web.tables import show_table

_OFFERED = (roles.OFFICER, roles.AUDITOR, roles.OPERATOR)


def people(request: HttpRequest) -> HttpResponse:
    filters = PeopleFilter.of(request.GET)
    rows = people_rows(filters.asked("q") or "", filters.asked("role") or "")
    actor = actor_of(request)
    waiting = open_invitations(actor, at=moment_of(request))
    facts = {
        "filters": filters,
        "table": show_table(PEOPLE, rows, request.GET),
        "waiting": show_table(invitation_table("accounts:withdraw_any"), waiting, request.GET),
        "may_keep": KEEP_PEOPLE.allows(actor),
    }
    return render(request, "accounts/people.html", facts)


def person(request: HttpRequest, person_id: int) -> HttpResponse:
    return _page(request, person_id, ReasonForm(), _grant_form(request))


def disable(request: HttpRequest, person_id: int) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        actor, at, reason = actor_of(request), moment_of(request), form.cleaned_data["reason"]
        tried(
            form,
            lambda: disable_person(person_id=person_id, reason=reason, actor=actor, at=at),
        )
        if not form.errors:
            messages.success(request, _("Disabled; the person is out with the next request."))
            return _to(person_id)
    return _page(request, person_id, form, _grant_form(request))


def enable(request: HttpRequest, person_id: int) -> HttpResponse:
    enable_person(person_id=person_id, actor=actor_of(request), at=moment_of(request))
    messages.success(request, _("The person may sign in again."))
    return _to(person_id)


def grant_office(request: HttpRequest, person_id: int) -> HttpResponse:
    form = _grant_form(request)
    if form.is_valid():
        given, actor, at = form.cleaned_data, actor_of(request), moment_of(request)
        grant = Grant(given["role"], department_id=given["department"])
        made = tried(
            form,
            lambda: grant_mandate(person_id=person_id, grant=grant, actor=actor, at=at),
        )
        if made is not None:
            messages.success(request, _("The mandate holds from now on."))
            return _to(person_id)
    return _page(request, person_id, ReasonForm(), form)


def password_link(request: HttpRequest, person_id: int) -> HttpResponse:
    """The one-time link, shown once."""
    found = person_numbered(person_id)
    form = EndForm(request.POST)
    actor, at = actor_of(request), moment_of(request)
    key = tried(form, lambda: offer_new_password(person_id=person_id, actor=actor, at=at))
    if key is None:
        return _page(request, person_id, form, _grant_form(request))
    parts = {"uidb36": user_pk_to_url_str(found), "key": key}
    address = reverse("account_reset_password_from_key", kwargs=parts)
    facts = {"person": found, "link": request.build_absolute_uri(address)}
    return render(request, "accounts/link_password.html", facts)


def drop_factor(request: HttpRequest, person_id: int) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        actor, at, reason = actor_of(request), moment_of(request), form.cleaned_data["reason"]
        tried(
            form,
            lambda: remove_second_factor(person_id=person_id, reason=reason, actor=actor, at=at),
        )
        if not form.errors:
            messages.success(request, _("The second factor is removed and the person is told."))
            return _to(person_id)
    return _page(request, person_id, form, _grant_form(request))


def invite_office(request: HttpRequest) -> HttpResponse:
    form = InviteOfficeForm(request.POST or None, offered=_OFFERED, departments=_departments())
    if request.method == "POST" and form.is_valid():
        given, actor, at = form.cleaned_data, actor_of(request), moment_of(request)
        grant = Grant(given["role"], department_id=given["department"])
        invited = tried(form, lambda: invite(name=given["name"], grant=grant, actor=actor, at=at))
        if invited is not None:
            return show_invitation(request, invited, PLATFORM)
    return _form_page(request, form, _("Invite someone of government"), _("Make the link"))


def new_department(request: HttpRequest) -> HttpResponse:
    form = DepartmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, actor, at = form.cleaned_data, actor_of(request), moment_of(request)
        made = tried(form, lambda: found_department(**given, actor=actor, at=at))
        if made is not None:
            messages.success(request, _("The department is set up."))
            return HttpResponseRedirect(reverse("accounts:people"))
    return _form_page(request, form, _("Set up a department"), _("Set up"))


def _departments() -> list[tuple[int, str]]:
    return [(row.pk, row.name) for row in departments()]


def _grant_form(request: HttpRequest) -> GrantOfficeForm:
    return GrantOfficeForm(request.POST or None, offered=_OFFERED, departments=_departments())


def _to(person_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:person", args=[person_id]))


def _form_page(request: HttpRequest, form: object, heading: str, deed: str) -> HttpResponse:
    facts = {
        "frame_template": PLATFORM.frame,
        "form": form,
        "heading": heading,
        "deed": deed,
        "back": reverse("accounts:people"),
    }
    return render(request, "accounts/framed_form.html", facts)


def _page(
    request: HttpRequest, person_id: int, acted_on: KerongForm, grant: GrantOfficeForm
) -> HttpResponse:
    found = person_numbered(person_id)
    rows = mandates_ever(person_id)
    facts = {
        "person": found,
        "mandates": [(row, role_title(row.role)) for row in rows],
        "may_keep": KEEP_PEOPLE.allows(actor_of(request)),
        "reason_form": acted_on if isinstance(acted_on, ReasonForm) else ReasonForm(),
        "grant_form": grant,
        "has_factor": is_mfa_enabled(found, [Authenticator.Type.TOTP]),
        "form": acted_on if acted_on.is_bound else grant,
    }
    return render(request, "accounts/person.html", facts)
