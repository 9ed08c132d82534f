"""The queue of an office: overdue first, searched, filtered, exported, accepted in bulk."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kerong.cases.applications.accept_application import accept_application
from kerong.cases.applications.access import LEAD
from kerong.cases.applications.reads import queue
from kerong.console.applications.forms import QueueFilters
from kerong.console.applications.tables import APPLICATIONS
from kerong.web.clock import day_of, moment_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import finding, show_table

MOST_AT_ONCE = 50


def applications(request: HttpRequest) -> HttpResponse:
    """What the department leads or reviews; `state` narrows it, all in hand first."""
    actor = request.actor  # type: ignore[attr-defined]
    filters = QueueFilters.of(request.GET)
    words = filters.asked("q") or ""
    find = Q(no__icontains=words) | finding(words, "find_text") if words else Q()
    rows = queue(actor, find=find, state=filters.asked("state") or "open", on=day_of(request))
    if wanted_export(request):
        return export_table(APPLICATIONS, rows, request, "applications")
    context = {
        "filters": filters,
        "table": show_table(APPLICATIONS, rows, request.GET),
        "may_accept": LEAD.allows(actor),
        "on": day_of(request),
    }
    return render(request, "console/applications/queue.html", context)


def acceptances(request: HttpRequest) -> HttpResponse:
    """Accept those chosen, each by itself; what cannot be accepted is told and stays."""
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    accepted, refused = 0, []
    for no in dict.fromkeys(request.POST.getlist("no")[:MOST_AT_ONCE]):
        made = attempted(accept_application, actor=actor, no=no, at=at)
        if isinstance(made, Refusal):
            refused.append(f"{no}: {made.sentence}")
        else:
            accepted += 1
    said = ngettext("%(n)s application accepted.", "%(n)s applications accepted.", accepted)
    if accepted:
        messages.success(request, said % {"n": accepted})
    for words in refused:
        messages.warning(request, words)
    if not accepted and not refused:
        messages.warning(request, _("Nothing was chosen."))
    return HttpResponseRedirect(reverse("console:applications"))
