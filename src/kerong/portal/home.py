"""首页: what one can do here, the four needs, and the deadlines of one's own firm."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.cases.reads import needs_of
from kerong.cases.reads.firm import NeedRow
from kerong.kernel import roles
from kerong.kernel.actor import Actor

_SHOWN = 5


def home(request: HttpRequest) -> HttpResponse:
    """The same page for all; who acts for a firm sees its running needs first."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {"running": _running(actor), "firm": _firm(actor), "elsewhere": _elsewhere(actor)}
    return render(request, "portal/home.html", context)


def _firm(actor: Actor) -> bool:
    return actor.role in roles.FIRM


def _elsewhere(actor: Actor) -> bool:
    """Whose work is on another site: nobody there sends needs."""
    return actor.role in roles.INSTITUTION | roles.GOVERNMENT


def _running(actor: Actor) -> list[NeedRow]:
    """Needs with a deadline ahead, the soonest first."""
    if not _firm(actor):
        return []
    rows = [row for row in needs_of(actor).rows if row.next_due_on is not None]
    return sorted(rows, key=lambda row: str(row.next_due_on))[:_SHOWN]
