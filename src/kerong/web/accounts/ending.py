"""Ending a mandate and withdrawing an invitation, from each list with its own policy."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.kernel import roles
from kerong.parties.access import invitation_for, mandate_for
from kerong.parties.end_mandate import end_mandate
from kerong.parties.errors import MandateNotFound
from kerong.parties.models import Mandate
from kerong.parties.withdraw_invitation import withdraw_invitation
from kerong.web.accounts.attempts import tried
from kerong.web.accounts.links import FIRM, INSTITUTION, PLATFORM, Site
from kerong.web.accounts.person_forms import EndForm
from kerong.web.accounts.titles import role_title
from kerong.web.acting import actor_of
from kerong.web.clock import moment_of

_OWN = Site("web/plain.html", "accounts:home")


def end_clerk(request: HttpRequest, mandate_id: int) -> HttpResponse:
    mandate = mandate_for(actor_of(request), mandate_id)
    if mandate.role not in roles.FIRM or mandate.enterprise_id != actor_of(request).enterprise_id:
        raise MandateNotFound()
    return _end(request, mandate, FIRM)


def end_staff(request: HttpRequest, mandate_id: int) -> HttpResponse:
    mandate = mandate_for(actor_of(request), mandate_id)
    if mandate.role not in roles.INSTITUTION:
        raise MandateNotFound()
    return _end(request, mandate, INSTITUTION)


def end_any(request: HttpRequest, mandate_id: int) -> HttpResponse:
    return _end(request, mandate_for(actor_of(request), mandate_id), PLATFORM)


def resign(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Lay down one's own mandate."""
    mandate = mandate_for(actor_of(request), mandate_id)
    if mandate.person_id != actor_of(request).person_id:
        raise MandateNotFound()
    return _end(request, mandate, _OWN)


def _end(request: HttpRequest, mandate: Mandate, site: Site) -> HttpResponse:
    form = EndForm(request.POST or None)
    if request.method == "POST":
        form = EndForm(request.POST)
        form.is_valid()
        actor, at = actor_of(request), moment_of(request)
        tried(form, lambda: end_mandate(mandate_id=mandate.pk, actor=actor, at=at))
        if not form.errors:
            messages.success(request, _("The mandate has ended; it works from the next request."))
            return HttpResponseRedirect(reverse(site.back))
    rows = [
        {"title": _("Person"), "value": mandate.person.name},
        {"title": _("Role"), "value": role_title(mandate.role)},
        {"title": _("Acts for"), "value": mandate.organisation or _("The platform")},
    ]
    facts = {
        "frame_template": site.frame,
        "back": reverse(site.back),
        "rows": rows,
        "form": form,
    }
    return render(request, "accounts/end_mandate.html", facts)


def withdraw_clerk(request: HttpRequest, invitation_id: int) -> HttpResponse:
    return _withdraw(request, invitation_id, FIRM)


def withdraw_staff(request: HttpRequest, invitation_id: int) -> HttpResponse:
    return _withdraw(request, invitation_id, INSTITUTION)


def withdraw_any(request: HttpRequest, invitation_id: int) -> HttpResponse:
    return _withdraw(request, invitation_id, PLATFORM)


def _withdraw(request: HttpRequest, invitation_id: int, site: Site) -> HttpResponse:
    """GET asks once more, POST withdraws."""
    invitation_for(actor_of(request), invitation_id)
    if request.method != "POST":
        facts = {"frame_template": site.frame, "back": reverse(site.back), "form": EndForm()}
        return render(request, "accounts/withdraw_invitation.html", facts)
    actor, at = actor_of(request), moment_of(request)
    withdraw_invitation(invitation_id=invitation_id, actor=actor, at=at)
    messages.success(request, _("The link no longer works."))
    return HttpResponseRedirect(reverse(site.back))
