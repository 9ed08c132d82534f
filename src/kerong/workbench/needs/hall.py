"""抢单大厅: open needs as anonymous cards, and the one button that takes one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.cases.errors import AlreadyTaken, CaseNotFound
from kerong.cases.reads.hall import hall as open_needs
from kerong.cases.reads.need import InstitutionNeedPage, need_page
from kerong.cases.take_up_need import take_up_need
from kerong.web.clock import day_of, moment_of
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import PageShown
from kerong.workbench.needs.figures import hall_figures
from kerong.workbench.needs.filters import HallForm, hall_filters


def hall(request: HttpRequest) -> HttpResponse:
    """Cards with a free place, soonest deadline first; the part alone when htmx asks again."""
    actor = request.actor  # type: ignore[attr-defined]
    form = HallForm.of(request.GET)
    on = day_of(request)
    found = open_needs(actor, hall_filters(form, request.GET), on=on)
    page = PageShown(found.page, found.pages, found.page_size, found.total)
    context = {"cards": found.cards, "page": page, "filters": form}
    if request.headers.get("HX-Request"):
        return render(request, "workbench/needs/cards.html", context)
    context["figures"] = hall_figures(actor, on=on)
    return render(request, "workbench/needs/hall.html", context)


def card(request: HttpRequest, no: str) -> HttpResponse:
    """One need before it is taken; leads on to the take-up once it is ours."""
    actor = request.actor  # type: ignore[attr-defined]
    page = need_page(actor, no, on=day_of(request))
    if not isinstance(page, InstitutionNeedPage):
        raise CaseNotFound(no=no)
    if page.take_up_no:
        return HttpResponseRedirect(reverse("workbench:take-up", args=[page.take_up_no]))
    return render(request, "workbench/needs/card.html", {"page": page, "card": page.card})


def take(request: HttpRequest, no: str) -> HttpResponse:
    """Take a place; whoever loses the race is told so, politely, back in the hall.

    A second click finds the place taken by the first, and goes where that one went.
    """
    actor = request.actor  # type: ignore[attr-defined]
    taken = attempted(take_up_need, actor=actor, case_no=no, at=moment_of(request))
    if isinstance(taken, Refusal) and taken.code == AlreadyTaken.code:
        return HttpResponseRedirect(reverse("workbench:card", args=[no]))
    if isinstance(taken, Refusal):
        messages.warning(request, taken.sentence)
        return HttpResponseRedirect(reverse("workbench:hall"))
    messages.success(request, _("The need is yours. Please contact the firm in time."))
    return HttpResponseRedirect(reverse("workbench:take-up", args=[taken.no]))
