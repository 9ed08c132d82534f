"""What the firm authorised an institution to see under one take-up."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kerong.cases.errors import TakeUpNotFound
from kerong.cases.notes import case_ref
from kerong.cases.reads.take_up import take_up_page
from kerong.evidence.consent import LOAN_NEED, visible_categories, visible_facts
from kerong.evidence.profile import consented_profile
from kerong.population.computed_facts import unverified_facts_of
from kerong.web.clock import day_of, moment_of
from kerong.web.facts import names_among


def firm(request: HttpRequest, no: str) -> HttpResponse:
    """Facts by category, only the consented ones; a withdrawn consent empties the page at once."""
    actor, on = request.actor, day_of(request)  # type: ignore[attr-defined]
    page = take_up_page(actor, no, on=on)
    if not page.take_up.is_live:
        raise TakeUpNotFound(no=no)
    enterprise, ref = page.case.enterprise, case_ref(page.case)
    allowed = visible_categories(actor, enterprise.pk, LOAN_NEED, on, case_ref=ref)
    seen = visible_facts(actor, enterprise, LOAN_NEED, moment_of(request), case_ref=ref)
    profile = consented_profile(enterprise=enterprise, seen=seen, allowed=allowed)
    known = [line for held in profile.categories for line in held.known]
    context = {
        "firm": page.firm_name,
        "unverified": enterprise.is_unverified,
        "no": no,
        "unverified_facts": unverified_facts_of(enterprise.pk),
        "allowed": allowed,
        "profile": profile,
        "names": names_among((line.fact.code, line.value) for line in known),
    }
    return render(request, "workbench/needs/firm.html", context)
