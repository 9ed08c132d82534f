"""From the page of a loan: filing a claim for its loss, and asking for its place under a pool."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.contracts.compensation.file_claim import ClaimDraft, file_claim
from kerong.contracts.compensation.register_under_pool import register_under_pool
from kerong.contracts.loans.access import own_loan
from kerong.contracts.loans.losses import loss_of
from kerong.web.claims.forms import FileClaimForm
from kerong.web.clock import day_of, moment_of
from kerong.web.one_step import Taken, page_of, take_step
from kerong.web.refusal import Refusal, attempted


def claim(request: HttpRequest, no: str) -> HttpResponse:
    """The loss as the bank's own reports say, to be claimed whole or in part."""
    loan = own_loan(request.actor, no)  # type: ignore[attr-defined]
    loss = loss_of(loan, day_of(request))
    initial = {"principal_fen": loss.principal_fen, "interest_fen": loss.interest_fen}
    form = FileClaimForm(request.POST or None, initial=initial)
    taken = Taken(
        act=file_claim,
        told=lambda: {"draft": ClaimDraft(loan_no=no, **form.cleaned_data)},
        done=_("The claim is filed."),
        back=lambda made: reverse("workbench:claim", args=[made.no]),
    )
    shown = page_of(request, "workbench/compensation/file.html", loan=loan, loss=loss)
    return take_step(request, form, taken, shown)


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
