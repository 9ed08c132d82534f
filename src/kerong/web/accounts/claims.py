"""Console: people who say a known firm is theirs, the operator's answer, firms still unverified."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.parties.access import KEEP_PEOPLE, claim_numbered
from kerong.parties.decide_firm_claim import decide_firm_claim
from kerong.parties.reads import claims as claim_rows
from kerong.parties.reads import unverified_firms
from kerong.web.accounts.attempts import tried
from kerong.web.accounts.organisation_forms import DecideForm
from kerong.web.accounts.person_forms import NameFilter, UnverifiedFilter
from kerong.web.accounts.tables import CLAIMS, UNVERIFIED
from kerong.web.accounts.titles import OUTCOME_TITLES
from kerong.web.acting import actor_of
from kerong.web.clock import moment_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.tables import finding, show_table


def claims(request: HttpRequest) -> HttpResponse:
    filters = NameFilter.of(request.GET)
    rows = claim_rows().filter(finding(filters.asked("q") or "", "enterprise__find_text"))
    facts = {"filters": filters, "table": show_table(CLAIMS, rows, request.GET)}
    return render(request, "accounts/claims.html", facts)


def unverified(request: HttpRequest) -> HttpResponse:
    """Firms somebody registered and nobody has checked; one with a request leads to it."""
    filters = UnverifiedFilter.of(request.GET)
    rows = unverified_firms().filter(finding(filters.asked("q") or "", "find_text"))
    if asked := filters.asked("claim"):
        rows = rows.filter(claim_id__isnull=asked == "none")
    if wanted_export(request):
        return export_table(UNVERIFIED, rows, request, "unverified-firms")
    facts = {"filters": filters, "table": show_table(UNVERIFIED, rows, request.GET)}
    return render(request, "accounts/unverified.html", facts)


def claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    found = claim_numbered(claim_id)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given, actor, at = form.cleaned_data, actor_of(request), moment_of(request)
        made = tried(
            form,
            lambda: decide_firm_claim(
                claim_id=claim_id,
                confirmed=given["verdict"] == "confirm",
                answer=given["reason"],
                actor=actor,
                at=at,
            ),
        )
        if made is not None:
            messages.success(request, _("The answer is given and the person is told."))
            return HttpResponseRedirect(reverse("accounts:claims"))
    facts = {
        "claim": found,
        "outcome": OUTCOME_TITLES[found.outcome],
        "form": form,
        "may_decide": KEEP_PEOPLE.allows(actor_of(request)),
    }
    return render(request, "accounts/claim.html", facts)
