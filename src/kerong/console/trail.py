"""留痕: the newest events, one stream in order, and whether every chain holds."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from kerong.trail.models import Seal
from kerong.trail.reads import events_of, latest_events
from kerong.trail.verify import verify
from kerong.web.forms import FilterForm

SHOWN = 100


class StreamForm(FilterForm):
    stream = forms.CharField(
        label=_("Stream, such as case:N2026-000001"), required=False, max_length=160
    )


def trail(request: HttpRequest) -> HttpResponse:
    """The newest hundred events, or those of one stream."""
    form = StreamForm.of(request.GET)
    stream = form.asked("stream")
    before = request.GET.get("before", "")
    before_id = int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None
    events = events_of(stream) if stream else latest_events(SHOWN, before_id=before_id)
    context = {
        "filters": form,
        "events": events,
        "stream": stream,
        "older": events[-1].pk if len(events) == SHOWN and not stream else None,
        "seal": Seal.objects.order_by("-no").first(),
    }
    return render(request, "console/trail.html", context)


def verification(request: HttpRequest) -> HttpResponse:
    """Walk every chain and seal now; counts and what does not hold."""
    return render(request, "console/verification.html", {"found": verify()})
