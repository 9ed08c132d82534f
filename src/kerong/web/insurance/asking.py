"""Asking for cover: the form on the page of a loan, and of a service an insurer offers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.contracts.insurance.ask_quotes import ask_quotes
from kerong.web.one_step import Taken, page_of, take_step


def asked(
    request: HttpRequest, site: str, form: Any, draft: Any, context: dict[str, Any]
) -> HttpResponse:
    """The form, or the act and then the inquiry; `draft` makes the inquiry from the form."""
    taken = Taken(
        act=ask_quotes,
        told=lambda: {"draft": draft(form)},
        done=_("The insurers are asked."),
        back=lambda made: reverse(f"{site}:insurance-inquiry", args=[made.no]),
    )
    told = context | {"base": f"web/{site}.html", "list_url": f"{site}:insurance"}
    return take_step(request, form, taken, page_of(request, "web/insurance/ask.html", **told))
