"""People of my institution and its branches; its administrator invites, grants, opens branches."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.kernel import roles
from kerong.parties.access import KEEP_INSTITUTION_PEOPLE
from kerong.parties.admit_institution import InstitutionDraft
from kerong.parties.duties import Grant
from kerong.parties.grant_mandate import grant_mandate
from kerong.parties.invite import invite
from kerong.parties.open_branch import open_branch
from kerong.parties.reads import colleagues, mandates_in_institution, open_invitations, own_family
from kerong.web.accounts.attempts import tried
from kerong.web.accounts.links import INSTITUTION, show_invitation
from kerong.web.accounts.organisation_forms import BranchForm
from kerong.web.accounts.person_forms import GrantStaffForm, InviteStaffForm, StaffFilter
from kerong.web.accounts.tables import invitation_table, staff_table
from kerong.web.acting import acting_of, actor_of
from kerong.web.clock import moment_of
from kerong.web.tables import show_table

_OFFERED = (roles.INSTITUTION_CLERK, roles.INSTITUTION_APPROVER, roles.INSTITUTION_ADMIN)


def institution_people(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    may_keep = KEEP_INSTITUTION_PEOPLE.allows(actor)
    filters = StaffFilter.of(request.GET)
    rows = mandates_in_institution(actor).filter(person__name__contains=filters.asked("q") or "")
    waiting = open_invitations(actor, at=moment_of(request))
    facts = {
        "frame_template": INSTITUTION.frame,
        "organisation": acting_of(request).organisation,
        "filters": filters,
        "table": show_table(staff_table("accounts:end_staff", may_end=may_keep), rows, request.GET),
        "waiting": show_table(
            invitation_table("accounts:withdraw_staff"), waiting if may_keep else [], request.GET
        ),
        "may_keep": may_keep,
    }
    return render(request, "accounts/institution_people.html", facts)


def invite_staff(request: HttpRequest) -> HttpResponse:
    form = InviteStaffForm(request.POST or None, offered=_OFFERED, branches=_branches(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        grant = Grant(given["role"], institution_id=given["institution"])
        actor, at = actor_of(request), moment_of(request)
        invited = tried(form, lambda: invite(name=given["name"], grant=grant, actor=actor, at=at))
        if invited is not None:
            return show_invitation(request, invited, INSTITUTION)
    return _form_page(request, form, _("Invite a colleague"), _("Make the link"))


def grant_staff(request: HttpRequest) -> HttpResponse:
    people = [(person.pk, person.name) for person in colleagues(actor_of(request))]
    form = GrantStaffForm(request.POST or None, people=people, branches=_branches(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        grant = Grant(given["role"], institution_id=given["institution"])
        actor, at = actor_of(request), moment_of(request)
        made = tried(
            form,
            lambda: grant_mandate(person_id=given["person"], grant=grant, actor=actor, at=at),
        )
        if made is not None:
            messages.success(request, _("The mandate holds from now on."))
            return HttpResponseRedirect(reverse("accounts:institution_people"))
    return _form_page(request, form, _("Give a colleague a further role"), _("Grant"))


def new_branch(request: HttpRequest) -> HttpResponse:
    form = BranchForm(request.POST or None, branches=_branches(request))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        parent_id = given.pop("parent")
        actor, at = actor_of(request), moment_of(request)
        draft = InstitutionDraft(**given)
        made = tried(
            form, lambda: open_branch(parent_id=parent_id, draft=draft, actor=actor, at=at)
        )
        if made is not None:
            messages.success(request, _("The branch is open."))
            return HttpResponseRedirect(reverse("accounts:institution_people"))
    return _form_page(request, form, _("Open a branch"), _("Open"))


def _branches(request: HttpRequest) -> list[tuple[int, str]]:
    return [(row.pk, row.name) for row in own_family(actor_of(request))]


def _form_page(request: HttpRequest, form: object, heading: str, deed: str) -> HttpResponse:
    facts = {
        "frame_template": INSTITUTION.frame,
        "form": form,
        "heading": heading,
        "deed": deed,
        "back": reverse("accounts:institution_people"),
    }
    return render(request, "accounts/framed_form.html", facts)
