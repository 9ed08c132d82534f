"""One step of a page: what was typed is acted on, or the page says what was wrong."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kerong.web.clock import moment_of
from kerong.web.refusal import Refusal, attempted


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """`told` is what the act takes besides who and when, asked once the form is sound; `done` the
    words of success, `back` the address they stand on, or how it follows from what was made."""

    act: Callable[..., Any]
    told: Callable[[], Mapping[str, Any]]
    done: Any
    back: str | Callable[[Any], str]


def take_step(
    request: HttpRequest, form: Any, taken: Taken, shown: Callable[..., HttpResponse]
) -> HttpResponse:
    """Act on a form that was sent and is sound; else `shown(form=, fault=, status=)`.

    A step without anything to type has the form None.
    """
    fault = None
    if request.method == "POST" and (form is None or form.is_valid()):
        actor, told = request.actor, taken.told()  # type: ignore[attr-defined]
        made = attempted(taken.act, actor=actor, at=moment_of(request), **told)
        if not isinstance(made, Refusal):
            messages.success(request, str(taken.done))
            back = taken.back
            return HttpResponseRedirect(back if isinstance(back, str) else back(made))
        fault = made
    status = fault.status if fault else (400 if form is not None and form.errors else 200)
    return shown(form=form, fault=fault, status=status)


def page_of(request: HttpRequest, template: str, **context: Any) -> Callable[..., HttpResponse]:
    """The `shown` of a step whose page is one template over the form and its fault."""

    def shown(*, form: Any, fault: Any, status: int) -> HttpResponse:
        return render(request, template, context | {"form": form, "fault": fault}, status=status)

    return shown
