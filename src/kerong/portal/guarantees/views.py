"""The firm's guarantees: the list, one with its letter and fees; the firm does nothing here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.contracts.guarantees.access import guarantee_for, guarantees_seen_by
from kerong.contracts.guarantees.reads import guarantee_page
from kerong.web.clock import moment_of
from kerong.web.guarantee_shown import guarantee_context, letter_response


def guarantees(request: HttpRequest) -> HttpResponse:
    """Every guarantee asked for the firm's loans, the newest first."""
    rows = guarantees_seen_by(request.actor)  # type: ignore[attr-defined]
    rows = rows.select_related("bank", "guarantor", "agreement").order_by("-pk")
    return render(request, "portal/guarantees/list.html", {"rows": list(rows[:200])})


def guarantee(request: HttpRequest, no: str) -> HttpResponse:
    page = guarantee_page(request.actor, no, at=moment_of(request))  # type: ignore[attr-defined]
    return render(request, "portal/guarantees/guarantee.html", guarantee_context(page))


def letter(request: HttpRequest, no: str) -> HttpResponse:
    """The letter as PDF."""
    return letter_response(request, guarantee_for(request.actor, no))  # type: ignore[attr-defined]
