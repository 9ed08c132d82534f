"""The firm's scores, classes and pools, and the limits institutions had worked out for it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kerong.catalogue.models import Offering
from kerong.cultivation.reads import own_pools
from kerong.evidence.snapshot import facts_of
from kerong.kernel.errors import NotFound
from kerong.kernel.money import Money
from kerong.parties.models import Enterprise
from kerong.population.inputs import observed
from kerong.population.next_grade import cards_seen
from kerong.population.peer_view import own_standing
from kerong.population.reads import OwnLimit, own_limits
from kerong.population.scoring_in_force import scoring_for
from kerong.portal.standing.cards import cards_shown
from kerong.web.clock import day_of


def standing(request: HttpRequest) -> HttpResponse:
    """Scores are computed anew from what is known today; history and peers are of the runs."""
    actor, today = request.actor, day_of(request)  # type: ignore[attr-defined]
    firm = own_firm(request)
    facts = observed(facts_of(firm, as_of=today, on=today))
    kept = own_standing(actor, on=today)
    titles = {row.code: row for row in Offering.objects.filter(kind="class")}
    context = {
        "firm": firm,
        "cards": cards_shown(kept, cards_seen(scoring_for(today), facts), today),
        "classes": [(titles.get(row.test), row) for row in kept.classes],
        "pools": own_pools(actor).spells,
    }
    return render(request, "portal/standing/standing.html", context)


def limits(request: HttpRequest) -> HttpResponse:
    """Each limit with who has it today; sharing and taking back is a matter of consents."""
    rows = own_limits(request.actor, on=day_of(request))  # type: ignore[attr-defined]
    context = {"rows": [(row, _order(row)) for row in rows], "firm": own_firm(request)}
    return render(request, "portal/standing/limits.html", context)


def _order(row: OwnLimit) -> str:
    """The form of a need for this product, filled with the limit."""
    asked = {"listing": row.limit.screening.listing.code}
    if row.limit.limit_fen:
        asked["amount"] = Money(row.limit.limit_fen).yuan_text()
    return f"{reverse('portal:need-new')}?{urlencode(asked)}"


def own_firm(request: HttpRequest) -> Enterprise:
    firm = Enterprise.objects.filter(pk=request.actor.enterprise_id).first()  # type: ignore[attr-defined]
    if firm is None:
        raise NotFound()
    return firm
