"""运维: periodic jobs with their last run, and messages that could not be delivered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.jobs.reads import failed_tasks, late_schedules, schedules, waiting_count
from kerong.notices.parked import parked, retry_parked
from kerong.web.clock import moment_of


def upkeep(request: HttpRequest) -> HttpResponse:
    at = moment_of(request)
    context = {
        "schedules": schedules(),
        "late": {row.name for row in late_schedules(at)},
        "failed": failed_tasks(),
        "waiting": waiting_count(),
        "parked": parked(),
    }
    return render(request, "console/upkeep.html", context)


def retry(request: HttpRequest) -> HttpResponse:
    """Send everything parked once more."""
    count = retry_parked(request.actor, at=moment_of(request))  # type: ignore[attr-defined]
    messages.success(request, _("%(count)s messages are on their way again.") % {"count": count})
    return HttpResponseRedirect(reverse("console:upkeep"))
