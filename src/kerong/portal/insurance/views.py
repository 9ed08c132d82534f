"""Asking for cover in the portal: of a loan of the firm, or by a service of an insurer."""

from django.http import HttpRequest, HttpResponse

from kerong.contracts.insurance.access import READ_FIRMS
from kerong.contracts.insurance.ask_quotes import insurance_service
from kerong.contracts.loans.access import loan_for
from kerong.contracts.pledges.reads import pledges_to_insure
from kerong.web.insurance.asking import asked
from kerong.web.insurance.forms import InquiryForm, ServiceInquiryForm
from kerong.web.insurance.pages import InsuranceSite
from kerong.web.insurance.steps import PORTAL_STEPS

SITE = InsuranceSite("portal", READ_FIRMS, PORTAL_STEPS)


def ask_for_loan(request: HttpRequest, no: str) -> HttpResponse:
    """Which insurers, which sum, how long."""
    loan = loan_for(request.actor, no)  # type: ignore[attr-defined]
    initial = {"wanted_fen": loan.outstanding_fen, "months": 12, "kind": "loan"}
    pledges = pledges_to_insure(request.actor, loan)  # type: ignore[attr-defined]
    form = InquiryForm(pledges, request.POST or None, initial=initial)
    return asked(request, "portal", form, lambda filled: filled.draft(no), {"loan": loan})


def ask_for_service(request: HttpRequest, code: str) -> HttpResponse:
    """A risk of the firm itself, put to the insurer whose service it is."""
    listing = insurance_service(code)
    form = ServiceInquiryForm(request.POST or None, initial={"months": 12})
    return asked(request, "portal", form, lambda filled: filled.draft(code), {"listing": listing})
