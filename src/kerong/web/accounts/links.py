"""Showing a one-time link once, on the page that answers the form."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kerong.parties.invite import Invited
from kerong.web.accounts.titles import role_title


@dataclass(frozen=True, slots=True)
class Site:
    """Frame of the page and the list to go back to."""

    frame: str
    back: str


FIRM = Site("web/portal.html", "accounts:firm_people")
INSTITUTION = Site("web/workbench.html", "accounts:institution_people")
PLATFORM = Site("web/console.html", "accounts:people")


def show_invitation(request: HttpRequest, invited: Invited, site: Site) -> HttpResponse:
    address = reverse("accounts:invitation_link", args=[invited.secret])
    facts = {
        "frame_template": site.frame,
        "back": reverse(site.back),
        "name": invited.invitation.name,
        "role": role_title(invited.invitation.role),
        "until": invited.invitation.expires_at,
        "link": request.build_absolute_uri(address),
    }
    return render(request, "accounts/link_invitation.html", facts)
