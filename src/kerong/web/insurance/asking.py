"""Asking for cover: the form on the page of a loan, and of a service an insurer offers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.contracts.insurance.ask_quotes import InquiryDraft, ask_quotes
from kerong.kernel.actor import Actor
from kerong.web.clock import moment_of
from kerong.web.refusal import Refusal, attempted


def asked(
    request: HttpRequest, site: str, form: Any, draft: Any, context: dict[str, Any]
) -> HttpResponse:
    """The form, or the act and then the inquiry; `draft` makes the inquiry from the form."""
    fault = None
    if request.method == "POST" and form.is_valid():
        wanted: InquiryDraft = draft(form)
        actor: Actor = request.actor  # type: ignore[attr-defined]
        made = attempted(ask_quotes, actor=actor, draft=wanted, at=moment_of(request))
        if not isinstance(made, Refusal):
            messages.success(request, _("The insurers are asked."))
            return HttpResponseRedirect(reverse(f"{site}:insurance-inquiry", args=[made.no]))
        fault = made
    status = fault.status if fault else (400 if form.errors else 200)
    context |= {"form": form, "fault": fault, "base": f"web/{site}.html"}
    context["list_url"] = f"{site}:insurance"
    return render(request, "web/insurance/ask.html", context, status=status)
