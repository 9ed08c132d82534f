"""What a firm does with a published need: amend, withdraw, accept a quote, rate."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.cases.accept_quote import accept_quote
from kerong.cases.access import AMEND_NEED, WITHDRAW_NEED, case_for
from kerong.cases.amend_need import amend_need
from kerong.cases.errors import QuoteNotFound
from kerong.cases.models import Case, TakeUp
from kerong.cases.ordered_finding import ordered_finding
from kerong.cases.rate_case import rate_case
from kerong.cases.reads import compare_quotes
from kerong.cases.withdraw_need import withdraw_need
from kerong.portal.needs.chosen import chosen_of
from kerong.portal.needs.forms import NeedForm, RatingForm, ReasonForm
from kerong.web.clock import day_of, moment_of
from kerong.web.refusal import Refusal, attempted


def amendment(request: HttpRequest, no: str) -> HttpResponse:
    """The need's form again, while no institution holds it."""
    actor = request.actor  # type: ignore[attr-defined]
    case = case_for(actor, no)
    if request.method == "GET" and (case.taken or not AMEND_NEED.allows_state(case.state)):
        return _too_late(request, no, _("This need can no longer be amended."))
    form = NeedForm(_sent(request), initial=_as_typed(case))
    fault = None
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["listing"]
        cited = ordered_finding(actor=actor, listing_code=code, at=moment_of(request))
        draft = form.draft(case.client_key or "", cited)
        made = attempted(amend_need, actor=actor, case_no=no, draft=draft, at=moment_of(request))
        if not isinstance(made, Refusal):
            return _back(request, no, _("The need was amended."))
        fault = made
    context = {"form": form, "case": case, "fault": fault}
    return render(request, "portal/needs/amend.html", context, status=_status(form, fault))


def withdrawal(request: HttpRequest, no: str) -> HttpResponse:
    """Withdraw with a reason; what ends with it is said first."""
    actor = request.actor  # type: ignore[attr-defined]
    case = case_for(actor, no)
    if request.method == "GET" and not WITHDRAW_NEED.allows_state(case.state):
        return _too_late(request, no, _("This need can no longer be withdrawn."))
    form, fault = ReasonForm(_sent(request)), None
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        made = attempted(withdraw_need, actor=actor, case_no=no, words=words, at=moment_of(request))
        if not isinstance(made, Refusal):
            return _back(request, no, _("The need was withdrawn."))
        fault = made
    held = TakeUp.objects.live().filter(case=case).select_related("institution")
    chosen = chosen_of(case, held, on=day_of(request))
    context = {"form": form, "case": case, "fault": fault, "chosen": chosen}
    return render(request, "portal/needs/withdraw.html", context, status=_status(form, fault))


def acceptance(request: HttpRequest, no: str, quote_id: int) -> HttpResponse:
    """Check the quote once more, then one button."""
    actor = request.actor  # type: ignore[attr-defined]
    fault = None
    if request.method == "POST":
        made = attempted(
            accept_quote, actor=actor, case_no=no, quote_id=quote_id, at=moment_of(request)
        )
        if not isinstance(made, Refusal):
            return _back(request, no, _("You accepted the quote. The institution now decides."))
        fault = made
    offers = compare_quotes(actor, no, on=day_of(request))
    offer = next((each for each in offers if each.quote.pk == quote_id), None)
    if offer is None:
        raise QuoteNotFound(no=no)
    context = {"offer": offer, "others": len(offers) - 1, "no": no, "fault": fault}
    return render(request, "portal/needs/accept.html", context, status=_status(None, fault))


def rating(request: HttpRequest, no: str) -> HttpResponse:
    """Five levels and words, once."""
    actor = request.actor  # type: ignore[attr-defined]
    case = case_for(actor, no)
    form, fault = RatingForm(_sent(request)), None
    if request.method == "POST" and form.is_valid():
        made = attempted(
            rate_case, actor=actor, case_no=no, at=moment_of(request), **form.cleaned_data
        )
        if not isinstance(made, Refusal):
            return _back(request, no, _("Thank you. Your rating is kept."))
        fault = made
    context = {"form": form, "case": case, "fault": fault}
    return render(request, "portal/needs/rate.html", context, status=_status(form, fault))


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _back(request: HttpRequest, no: str, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("portal:need", args=[no]))


def _too_late(request: HttpRequest, no: str, words: str) -> HttpResponse:
    """Said before anything is typed that could not be sent."""
    messages.warning(request, words)
    return HttpResponseRedirect(reverse("portal:need", args=[no]))


def _status(form: Any, fault: Refusal | None) -> int:
    if fault is not None:
        return fault.status
    return 400 if form is not None and form.errors else 200


def _as_typed(case: Case) -> dict[str, Any]:
    return {
        "amount": case.amount_fen,
        "term_months": case.term_months,
        "purpose": case.purpose,
        "security": case.security,
        "words": case.words,
        "mode": case.mode,
        "addressed_to": case.addressed_to_id,
        "consent": case.consent_categories,
        "listing": case.listing.code if case.listing else "",
    }
