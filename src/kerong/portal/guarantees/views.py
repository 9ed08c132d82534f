"""The firm's guarantees: the list, one with its letter and fees; the firm does nothing here."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from kerong.contracts.guarantees.access import guarantee_for, guarantees_seen_by
from kerong.contracts.guarantees.reads import guarantee_page
from kerong.web.clock import moment_of
from kerong.web.guarantee_shown import INVOICES, STEPS, letter_code, letter_response
from kerong.web.tables import show_table


def guarantees(request: HttpRequest) -> HttpResponse:
    """Every guarantee asked for the firm's loans, the newest first."""
    rows = guarantees_seen_by(request.actor)  # type: ignore[attr-defined]
    rows = rows.select_related("bank", "guarantor", "agreement").order_by("-pk")
    return render(request, "portal/guarantees/list.html", {"rows": list(rows[:200])})


def guarantee(request: HttpRequest, no: str) -> HttpResponse:
    page = guarantee_page(request.actor, no, at=moment_of(request))  # type: ignore[attr-defined]
    context = {
        "page": page,
        "guarantee": page.guarantee,
        "code": letter_code(page.guarantee),
        "changes": show_table(STEPS, page.steps, QueryDict()),
        "invoices": show_table(INVOICES, page.invoices, QueryDict()),
    }
    return render(request, "portal/guarantees/guarantee.html", context)


def letter(request: HttpRequest, no: str) -> HttpResponse:
    """The letter as PDF."""
    return letter_response(request, guarantee_for(request.actor, no))  # type: ignore[attr-defined]
