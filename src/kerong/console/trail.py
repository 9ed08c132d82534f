"""留痕: the newest events, one stream in order, and what the last walk over all chains found."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.trail.models import Seal
from kerong.trail.reads import events_of, latest_events
from kerong.trail.verification import ask_verification, last_verification, under_way
from kerong.web.clock import moment_of
from kerong.web.forms import FilterForm
from kerong.web.refusal import Refusal, attempted

SHOWN = 50


class StreamForm(FilterForm):
    stream = forms.CharField(
        label=_("Stream, such as case:N2026-000001"), required=False, max_length=160
    )


def trail(request: HttpRequest) -> HttpResponse:
    """The newest events, or those of one stream from its beginning, page by page."""
    form = StreamForm.of(request.GET)
    stream = form.asked("stream")
    before, after = _number(request, "before"), _number(request, "after")
    if stream:
        events = events_of(stream, after_no=after or 0, count=SHOWN)
    else:
        events = latest_events(SHOWN, before_id=before)
    full = len(events) == SHOWN
    context = {
        "filters": form,
        "events": events,
        "stream": stream,
        "older": events[-1].pk if full and not stream else None,
        "later": events[-1].no if full and stream else None,
        "seal": Seal.objects.order_by("-no").first(),
    }
    return render(request, "console/trail.html", context)


def _number(request: HttpRequest, name: str) -> int | None:
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def verification(request: HttpRequest) -> HttpResponse:
    """What the last walk found, and how far the one under way is; POST asks for one."""
    at = moment_of(request)
    if request.method == "POST":
        made = attempted(ask_verification, actor=request.actor, at=at)  # type: ignore[attr-defined]
        if isinstance(made, Refusal):
            messages.error(request, made.sentence)
        return HttpResponseRedirect(reverse("console:verification"))
    context = {"last": last_verification(), "progress": under_way(at)}
    if not request.htmx:  # type: ignore[attr-defined]
        return render(request, "console/verification.html", context)
    response = render(request, "console/verifying.html", context)
    if context["progress"] is None:
        response["HX-Refresh"] = "true"
    return response
