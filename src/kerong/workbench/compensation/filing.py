"""From the page of a loan: filing a claim for its loss, and asking for its place under a pool."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.contracts.compensation.file_claim import ClaimDraft, file_claim
from kerong.contracts.compensation.register_under_pool import register_under_pool
from kerong.contracts.loans.access import own_loan
from kerong.contracts.loans.losses import loss_of
from kerong.web.claims.forms import FileClaimForm
from kerong.web.clock import day_of, moment_of
from kerong.web.refusal import Refusal, attempted


def claim(request: HttpRequest, no: str) -> HttpResponse:
    """The loss as the bank's own reports say, to be claimed whole or in part."""
    actor = request.actor  # type: ignore[attr-defined]
    loan = own_loan(actor, no)
    loss = loss_of(loan, day_of(request))
    initial = {"principal_fen": loss.principal_fen, "interest_fen": loss.interest_fen}
    form, fault = FileClaimForm(request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        draft = ClaimDraft(loan_no=no, **form.cleaned_data)
        made = attempted(file_claim, actor=actor, draft=draft, at=moment_of(request))
        if not isinstance(made, Refusal):
            messages.success(request, _("The claim is filed."))
            return HttpResponseRedirect(reverse("workbench:claim", args=[made.no]))
        fault = made
    status = fault.status if fault else (400 if form.errors else 200)
    context = {"loan": loan, "loss": loss, "form": form, "fault": fault}
    return render(request, "workbench/compensation/file.html", context, status=status)


def pool(request: HttpRequest, no: str) -> HttpResponse:
    """Ask again for what was not done when the loan was paid out."""
    actor = request.actor  # type: ignore[attr-defined]
    own_loan(actor, no)
    made = attempted(register_under_pool, actor=actor, loan_no=no, at=moment_of(request))
    if isinstance(made, Refusal):
        messages.error(request, made.sentence)
    else:
        messages.success(request, _("The loan stands under its pool."))
    return HttpResponseRedirect(reverse("workbench:loan", args=[no]))
