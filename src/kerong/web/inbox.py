"""站内通知: what a person was told, in the frame of the site the person works in."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from kerong.kernel import roles
from kerong.kernel.actor import Actor
from kerong.notices.inbox import inbox, mark_read
from kerong.web.clock import moment_of
from kerong.web.subjects import address_for
from kerong.web.tables import PageShown, page_number

_PAGE = 20


def notices(request: HttpRequest) -> HttpResponse:
    """Newest first; unread ones are marked until they are opened or all are read."""
    actor = request.actor  # type: ignore[attr-defined]
    unread_only = request.GET.get("show") == "unread"
    found = inbox(
        actor,
        language=get_language() or "zh-hans",
        page=page_number(request.GET),
        page_size=_PAGE,
        unread_only=unread_only,
    )
    lines = [(line, line.link or address_for(actor, line.subject)) for line in found.lines]
    page = PageShown(found.page, found.pages, _PAGE, found.total, (_PAGE,))
    context = {"site_frame": frame_of(actor), "lines": lines, "page": page}
    context |= {"unread": found.unread, "unread_only": unread_only}
    return render(request, "web/notices.html", context)


def notices_read(request: HttpRequest) -> HttpResponse:
    """Marks one notice, or all, as read; leads on to what the notice is about."""
    actor = request.actor  # type: ignore[attr-defined]
    chosen = request.POST.get("notice", "")
    keys = [int(chosen)] if chosen.isascii() and chosen.isdigit() and len(chosen) < 19 else None
    if keys is not None or request.POST.get("all"):
        mark_read(actor, keys, at=moment_of(request))
    onward = request.POST.get("onward", "")
    safe = url_has_allowed_host_and_scheme(onward, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(onward if onward and safe else reverse("web:notices"))


def frame_of(actor: Actor) -> str:
    """The frame of the site this role works in."""
    if actor.role in roles.INSTITUTION:
        return "web/workbench.html"
    return "web/console.html" if actor.role in roles.GOVERNMENT else "web/portal.html"
