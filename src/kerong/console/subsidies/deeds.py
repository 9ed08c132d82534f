"""One step of a page: the form is read, the act attempted, the page shown again or left."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from kerong.web.clock import moment_of
from kerong.web.forms import KerongForm
from kerong.web.refusal import Refusal, attempted

Shown = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Deed:
    """`form` reads what was typed, `arguments` turns it into what `act` takes."""

    form: type[KerongForm]
    act: Callable[..., Any]
    arguments: Callable[[Any], Mapping[str, Any]] = lambda form: form.cleaned_data


def answered(
    request: HttpRequest, deed: Deed, subject: Mapping[str, Any], again: Shown, done: str
) -> HttpResponse:
    """Do it and go to `done`, or show the page again with what was wrong."""
    form = deed.form(request.POST)
    if not form.is_valid():
        return again(form=form, status=400)
    made = attempted(_run, deed=deed, form=form, subject=subject, request=request)
    if isinstance(made, Refusal):
        return again(fault=made, status=made.status)
    return HttpResponseRedirect(done)


def _run(*, deed: Deed, form: KerongForm, subject: Mapping[str, Any], request: HttpRequest) -> Any:
    """What was typed may itself be refused (a period that is none), so it is read here."""
    actor = request.actor  # type: ignore[attr-defined]
    return deed.act(**subject, **deed.arguments(form), actor=actor, at=moment_of(request))
