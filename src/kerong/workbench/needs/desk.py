"""我的承接: what the institution holds, soonest deadline first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.cases.reads.desk import desk as held
from kerong.web.clock import day_of
from kerong.web.tables import PageShown
from kerong.workbench.needs.filters import DeskForm, desk_filters


def desk(request: HttpRequest) -> HttpResponse:
    """Rows with their clocks; stage chips carry counts."""
    actor = request.actor  # type: ignore[attr-defined]
    form = DeskForm.of(request.GET)
    found = held(actor, desk_filters(form, request.GET), on=day_of(request))
    page = PageShown(found.page, found.pages, found.page_size, found.total)
    context = {"desk": found, "page": page, "filters": form}
    return render(request, "workbench/needs/desk.html", context)
