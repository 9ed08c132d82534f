"""Renewal and extension asked for online: the form with what is known, the answer, taking back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kerong.contracts.loans import conditions
from kerong.contracts.loans.eligibility import extension_reach, renewal_reach
from kerong.contracts.loans.models import LoanRequest
from kerong.contracts.loans.parameters import renewal_rule
from kerong.contracts.loans.reads import LoanPage, loan_page, request_page
from kerong.contracts.loans.refusals import REASONS
from kerong.contracts.loans.request_change import Wish, known_conditions, request_change
from kerong.contracts.loans.withdraw_request import withdraw_request
from kerong.kernel.errors import NotFound
from kerong.web.clock import day_of, moment_of
from kerong.web.fields import words_field
from kerong.web.forms import KerongForm
from kerong.web.one_step import Taken, page_of, take_step
from kerong.web.refusal import Refusal, attempted
from kerong.web.words import said

RENEWAL = LoanRequest.Kind.RENEWAL


class WishForm(KerongForm):
    """How long, why, and what the firm vouches for itself."""

    months = forms.IntegerField(
        label=gettext_lazy("For how many months"),
        min_value=1,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    declared = forms.MultipleChoiceField(
        label=gettext_lazy("We declare"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = words_field(gettext_lazy("Words to the bank"), most=1000, required=False)

    def __init__(self, kind: str, most: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["declared"]
        field.choices = [(code, said(code, "renewal_condition")) for code in conditions.DECLARABLE]
        self.fields["months"].help_text = _("At most %(n)d.") % {"n": most}
        if kind != RENEWAL:
            del self.fields["declared"]

    def wish(self, kind: str) -> Wish:
        typed = self.cleaned_data
        declared = tuple(typed.get("declared", ()))
        return Wish(kind=kind, months=typed["months"], words=typed["words"], declared=declared)


def ask(request: HttpRequest, no: str, kind: str) -> HttpResponse:
    """Fill in and send; the page says what of the conditions is known before anything is sent."""
    if kind not in LoanRequest.Kind.values:
        raise NotFound()
    page = loan_page(request.actor, no, on=day_of(request))  # type: ignore[attr-defined]
    known = _known(page, kind, request)
    form = WishForm(kind, known["reach"].most, request.POST or None)
    taken = Taken(
        act=request_change,
        told=lambda: {"loan_no": no, "wish": form.wish(kind)},
        done=_("Your bank has the application."),
        back=lambda made: reverse("portal:loan-request", args=[made.no]),
    )
    context = known | {"page": page, "loan": page.loan, "kind": kind}
    return take_step(request, form, taken, page_of(request, "portal/loans/ask.html", **context))


def _known(page: LoanPage, kind: str, request: HttpRequest) -> dict[str, Any]:
    loan, on = page.loan, day_of(request)
    if kind != RENEWAL:
        return {"reach": extension_reach(loan, on)}
    return {
        "reach": renewal_reach(loan.matures_on),
        "conditions": known_conditions(loan, on),
        "rule": renewal_rule(loan.matures_on),
    }


def loan_request(request: HttpRequest, no: str) -> HttpResponse:
    """The application and what became of it."""
    return _page(request, no)


def withdrawal(request: HttpRequest, no: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    made = attempted(withdraw_request, actor=actor, request_no=no, at=moment_of(request))
    if isinstance(made, Refusal):
        return _page(request, no, fault=made)
    messages.success(request, _("The application is withdrawn."))
    return HttpResponseRedirect(reverse("portal:loan", args=[made.loan.no]))


def _page(request: HttpRequest, no: str, fault: Refusal | None = None) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = request_page(actor, no, on=day_of(request))
    reason = REASONS.get(page.request.refusal_code)
    context = {"page": page, "loan": page.loan, "asked": page.request, "fault": fault}
    context |= {"reason": reason.say(get_language() or "zh-hans") if reason else ""}
    waiting = (LoanRequest.State.SUBMITTED, LoanRequest.State.PROPOSED)
    context |= {"may_withdraw": page.request.state in waiting}
    status = fault.status if fault else 200
    return render(request, "portal/loans/request.html", context, status=status)
