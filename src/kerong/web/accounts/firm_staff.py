"""People of my firm: who may act for it; the owner invites clerks and ends their mandates."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.kernel import roles
from kerong.parties.access import KEEP_FIRM_PEOPLE
from kerong.parties.duties import Grant
from kerong.parties.invite import invite
from kerong.parties.reads import mandates_in_firm, open_invitations
from kerong.web.accounts.attempts import tried
from kerong.web.accounts.links import FIRM, show_invitation
from kerong.web.accounts.person_forms import InviteForm, StaffFilter
from kerong.web.accounts.tables import invitation_table, staff_table
from kerong.web.acting import acting_of, actor_of
from kerong.web.clock import moment_of
from kerong.web.tables import show_table

_OFFERED = (roles.FIRM_CLERK,)


def people_page(request: HttpRequest) -> HttpResponse:
    return invite_clerk(request) if request.method == "POST" else firm_people(request)


def firm_people(request: HttpRequest) -> HttpResponse:
    return _page(request, InviteForm(offered=_OFFERED))


def invite_clerk(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST, offered=_OFFERED)
    if form.is_valid():
        given, actor = form.cleaned_data, actor_of(request)
        grant = Grant(given["role"], enterprise_id=actor.enterprise_id)
        at = moment_of(request)
        invited = tried(form, lambda: invite(name=given["name"], grant=grant, actor=actor, at=at))
        if invited is not None:
            return show_invitation(request, invited, FIRM)
    return _page(request, form)


def _page(request: HttpRequest, form: InviteForm) -> HttpResponse:
    actor = actor_of(request)
    may_keep = KEEP_FIRM_PEOPLE.allows(actor)
    filters = StaffFilter.of(request.GET)
    word = filters.asked("q") or ""
    rows = mandates_in_firm(actor).filter(person__name__contains=word)
    waiting = open_invitations(actor, at=moment_of(request))
    facts = {
        "frame_template": FIRM.frame,
        "organisation": acting_of(request).organisation,
        "filters": filters,
        "table": show_table(staff_table("accounts:end_clerk", may_end=may_keep), rows, request.GET),
        "waiting": show_table(
            invitation_table("accounts:withdraw_clerk"), waiting if may_keep else [], request.GET
        ),
        "may_keep": may_keep,
        "form": form,
    }
    return render(request, "accounts/firm_people.html", facts)
