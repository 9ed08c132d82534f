"""The needs of a firm: the list, one need with its life and its quotes."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.cases.access import AMEND_NEED, RATE_CASE, WITHDRAW_NEED
from kerong.cases.errors import CaseNotFound
from kerong.cases.reads import FirmNeedPage, need_page, needs_of
from kerong.portal.needs.chosen import chosen_of
from kerong.portal.needs.kept import kept_need
from kerong.web.clock import day_of
from kerong.web.tables import PageShown, page_number


def needs(request: HttpRequest) -> HttpResponse:
    """All needs of the firm, newest first, and the one not sent yet."""
    actor = request.actor  # type: ignore[attr-defined]
    found = needs_of(actor, page=page_number(request.GET))
    page = PageShown(found.page, found.pages, found.page_size, found.total, (found.page_size,))
    context = {"rows": found.rows, "page": page, "kept": kept_need(actor)}
    return render(request, "portal/needs/list.html", context)


def need(request: HttpRequest, no: str) -> HttpResponse:
    """One need: what happened, what comes next, who has quoted what."""
    actor = request.actor  # type: ignore[attr-defined]
    found = need_page(actor, no, on=day_of(request))
    if not isinstance(found, FirmNeedPage):
        raise CaseNotFound(no=no)
    state = found.case.state
    chosen = chosen_of(found.case, found.take_ups, on=day_of(request))
    context = {
        "need": found,
        "case": found.case,
        "chosen": chosen,
        "can_amend": AMEND_NEED.allows_state(state) and not found.case.taken,
        "can_withdraw": WITHDRAW_NEED.allows_state(state) and not (chosen and chosen.in_time),
        "can_rate": RATE_CASE.allows_state(state) and found.rating is None,
    }
    return render(request, "portal/needs/need.html", context)
