"""Console: institutions are admitted, given their first administrator, suspended, resumed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.kernel import roles
from kerong.parties.access import KEEP_INSTITUTIONS, institution_numbered
from kerong.parties.admit_institution import InstitutionDraft, admit_institution
from kerong.parties.duties import Grant
from kerong.parties.invite import invite
from kerong.parties.reads import institutions as institution_rows
from kerong.parties.reads import staff_of
from kerong.parties.resume_institution import resume_institution
from kerong.parties.suspend_institution import suspend_institution
from kerong.web.accounts.attempts import tried
from kerong.web.accounts.links import PLATFORM, Site, show_invitation
from kerong.web.accounts.organisation_forms import InstitutionForm
from kerong.web.accounts.person_forms import InviteForm, NameFilter, ReasonForm
from kerong.web.accounts.tables import INSTITUTIONS, staff_table
from kerong.web.acting import actor_of
from kerong.web.clock import moment_of
from kerong.web.tables import finding, show_table
from kerong.web.words import said

_LIST = Site(PLATFORM.frame, "accounts:institutions")
_OFFERED = (roles.INSTITUTION_ADMIN,)


def institutions(request: HttpRequest) -> HttpResponse:
    filters = NameFilter.of(request.GET)
    rows = institution_rows().filter(finding(filters.asked("q") or "", "find_text"))
    facts = {
        "filters": filters,
        "table": show_table(INSTITUTIONS, rows, request.GET),
        "may_keep": KEEP_INSTITUTIONS.allows(actor_of(request)),
    }
    return render(request, "accounts/institutions.html", facts)


def admit(request: HttpRequest) -> HttpResponse:
    form = InstitutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor, at = actor_of(request), moment_of(request)
        draft = InstitutionDraft(**form.cleaned_data)
        made = tried(form, lambda: admit_institution(draft=draft, actor=actor, at=at))
        if made is not None:
            messages.success(request, _("Admitted. Invite its administrator next."))
            return _to(made.pk)
    facts = {
        "frame_template": PLATFORM.frame,
        "form": form,
        "heading": _("Admit an institution"),
        "deed": _("Admit"),
        "back": reverse("accounts:institutions"),
    }
    return render(request, "accounts/framed_form.html", facts)


def institution(request: HttpRequest, institution_id: int) -> HttpResponse:
    return _page(request, institution_id, InviteForm(offered=_OFFERED), ReasonForm())


def invite_admin(request: HttpRequest, institution_id: int) -> HttpResponse:
    found = institution_numbered(institution_id)
    form = InviteForm(request.POST, offered=_OFFERED)
    if form.is_valid():
        given, actor, at = form.cleaned_data, actor_of(request), moment_of(request)
        grant = Grant(given["role"], institution_id=found.pk)
        invited = tried(form, lambda: invite(name=given["name"], grant=grant, actor=actor, at=at))
        if invited is not None:
            return show_invitation(request, invited, _LIST)
    return _page(request, institution_id, form, ReasonForm())


def suspend(request: HttpRequest, institution_id: int) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        actor, at, reason = actor_of(request), moment_of(request), form.cleaned_data["reason"]
        tried(
            form,
            lambda: suspend_institution(
                institution_id=institution_id, reason=reason, actor=actor, at=at
            ),
        )
        if not form.errors:
            messages.success(request, _("Suspended; nobody acts for it from now on."))
            return _to(institution_id)
    return _page(request, institution_id, InviteForm(offered=_OFFERED), form)


def resume(request: HttpRequest, institution_id: int) -> HttpResponse:
    actor, at = actor_of(request), moment_of(request)
    resume_institution(institution_id=institution_id, actor=actor, at=at)
    messages.success(request, _("Resumed."))
    return _to(institution_id)


def _to(institution_id: int) -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:institution", args=[institution_id]))


def _page(
    request: HttpRequest, institution_id: int, invite_form: InviteForm, reason: ReasonForm
) -> HttpResponse:
    found = institution_numbered(institution_id)
    staff = staff_table("accounts:end_any", may_end=KEEP_INSTITUTIONS.allows(actor_of(request)))
    facts = {
        "institution": found,
        "kind": said(found.kind, "institution_kind"),
        "table": show_table(staff, staff_of(found.pk), request.GET),
        "may_keep": KEEP_INSTITUTIONS.allows(actor_of(request)),
        "invite_form": invite_form,
        "reason_form": reason,
        "form": invite_form if invite_form.is_bound else reason,
    }
    return render(request, "accounts/institution.html", facts)
