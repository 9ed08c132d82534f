"""The calculator's page, and its right side alone while somebody types."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from kerong.portal.calculator.asked import Asked
from kerong.portal.calculator.page import page_of
from kerong.web.clock import day_of, moment_of


def calculator(request: HttpRequest) -> HttpResponse:
    """The whole page; `#answers` alone for htmx; only the next cards with `part=cards`."""
    asked = Asked.of(request.GET)
    actor = request.actor  # type: ignore[attr-defined]
    page = page_of(asked, actor=actor, on=day_of(request), at=moment_of(request))
    if not request.headers.get("HX-Request"):
        if len(asked.typed) > page["typed_count"]:
            return HttpResponseRedirect(request.path + page["asked"].address())
        return render(request, "portal/calculator.html", page)
    if request.GET.get("part") == "cards":
        return render(request, "portal/calculator/cards.html", page)
    response = render(request, "portal/calculator/answers.html", page | {"part": True})
    response["HX-Replace-Url"] = request.path + page["asked"].address()
    return response
