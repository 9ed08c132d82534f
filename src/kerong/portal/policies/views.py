"""政策库: the library, one clause, and 我的政策, what the firm is entitled to."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from kerong.cases.applications.reads import clauses_handled
from kerong.catalogue.policies.reads import (
    clause_on,
    clauses_on,
    ended_clauses,
    library,
    regions_of,
)
from kerong.catalogue.policies.recorded import recorded_alone
from kerong.documents.press import qr_svg
from kerong.portal.calculator.asked import Asked
from kerong.portal.policies.clause import clause_page
from kerong.portal.policies.forms import PolicyFilters
from kerong.portal.policies.mine import mine_page
from kerong.portal.policies.shown import LIBRARY, RECORDED, ClauseShown
from kerong.web.clock import day_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.tables import show_table

MOST_ALONE = 50


def policies(request: HttpRequest) -> HttpResponse:
    """Every clause in force, or those that are over; `export` gives the filtered list."""
    on = day_of(request)
    every = [*clauses_on(on).values(), *ended_clauses(on)]
    regions = regions_of(every)
    filters = PolicyFilters(request.GET, auto_id="filter_%s", regions=regions)
    rows = [ClauseShown(card) for card in library(filters.wanted(), on=on)]
    if wanted_export(request):
        return export_table(LIBRARY, rows, request, "policies")
    alone = recorded_alone(every)
    context = {
        "filters": filters,
        "table": show_table(LIBRARY, rows, request.GET),
        "alone": show_table(RECORDED, alone[:MOST_ALONE], QueryDict()),
        "alone_count": len(alone),
    }
    return render(request, "portal/policies/list.html", context)


def policy(request: HttpRequest, code: str) -> HttpResponse:
    """One clause with its numbers, formula, document and source; for a firm its own outcome."""
    on, actor = day_of(request), request.actor  # type: ignore[attr-defined]
    card, in_force = clause_on(code, on=on)
    context = clause_page(card, in_force=in_force, actor=actor, on=on)
    return render(request, "portal/policies/policy.html", context)


def scan(request: HttpRequest, code: str) -> HttpResponse:
    """扫码申请: the clause as an image to scan, for counters and posters; it leads to the form."""
    card, in_force = clause_on(code, on=day_of(request))
    applies = in_force and card.code in clauses_handled()
    page = reverse("portal:apply" if applies else "portal:policy", kwargs={"code": card.code})
    image = qr_svg(request.build_absolute_uri(page))
    return HttpResponse(image, content_type="image/svg+xml")


def mine(request: HttpRequest) -> HttpResponse:
    """What the firm is entitled to with a what-if; `#answers` alone for htmx."""
    asked, actor = Asked.of(request.GET), request.actor  # type: ignore[attr-defined]
    page = mine_page(asked, actor=actor, on=day_of(request))
    if not request.headers.get("HX-Request"):
        if len(asked.typed) > page["typed_count"]:
            return HttpResponseRedirect(request.path + page["asked"].address())
        return render(request, "portal/policies/mine.html", page)
    if request.GET.get("part") == "cards":
        return render(request, "portal/policies/cards.html", page)
    response = render(request, "portal/policies/answers.html", page | {"part": True})
    response["HX-Replace-Url"] = request.path + page["asked"].address()
    return response
