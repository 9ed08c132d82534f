"""The credit profile page: known facts with their origin, gaps with what they hold up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.catalogue.matching import facts_missing
from kerong.evidence.profile import Profile, profile_of
from kerong.evidence.snapshot import facts_of
from kerong.kernel.errors import NotFound
from kerong.parties.models import Enterprise
from kerong.population.computed_facts import unverified_facts_of
from kerong.web.clock import day_of
from kerong.web.facts import names_among


def profile(request: HttpRequest) -> HttpResponse:
    """By category; the categories nobody has told anything about stand at the end."""
    firm = Enterprise.objects.filter(pk=request.actor.enterprise_id).first()  # type: ignore[attr-defined]
    if firm is None:
        raise NotFound()
    found = _profile(request, firm)
    told = [held for held in found.categories if held.known or held.records]
    context = {
        "firm": firm,
        "profile": found,
        "names": names_among((line.fact.code, line.value) for held in told for line in held.known),
        "told": told,
        "unverified_facts": unverified_facts_of(firm.pk),
        "untold": [held for held in found.categories if held not in told],
        "blocking": sum(line.blocks > 0 for held in found.categories for line in held.gaps),
    }
    return render(request, "portal/evidence/profile.html", context)


def _profile(request: HttpRequest, firm: Enterprise) -> Profile:
    today = day_of(request)
    seen = facts_of(firm, as_of=today, on=today, others=True)
    blocked = facts_missing(facts=seen.facts, on=today, actor=request.actor)  # type: ignore[attr-defined]
    return profile_of(enterprise=firm, as_of=today, on=today, blocked=blocked, seen=seen)
