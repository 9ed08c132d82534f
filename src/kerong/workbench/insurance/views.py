"""Asking for cover at the desk: a bank insures its own loss on a loan."""

from django.http import HttpRequest, HttpResponse

from kerong.contracts.insurance.access import READ_OWN
from kerong.contracts.loans.access import own_loan
from kerong.contracts.pledges.reads import pledges_to_insure
from kerong.web.insurance.asking import asked
from kerong.web.insurance.forms import InquiryForm
from kerong.web.insurance.pages import InsuranceSite
from kerong.web.insurance.steps import WORKBENCH_STEPS

SITE = InsuranceSite("workbench", READ_OWN, WORKBENCH_STEPS)


def ask_for_loan(request: HttpRequest, no: str) -> HttpResponse:
    """Which insurers, which sum, how long."""
    loan = own_loan(request.actor, no)  # type: ignore[attr-defined]
    initial = {"wanted_fen": loan.outstanding_fen, "months": 12, "kind": "loan"}
    pledges = pledges_to_insure(request.actor, loan)  # type: ignore[attr-defined]
    form = InquiryForm(pledges, request.POST or None, initial=initial)
    return asked(request, "workbench", form, lambda filled: filled.draft(no), {"loan": loan})
