"""One loan at the bank's desk: plan beside report, what waits for a second person, reporting."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.contracts.loans.access import APPROVE_REPORT, REPORT_LOAN, proposal_for
from kerong.contracts.loans.approve_report import approve_report
from kerong.contracts.loans.figures import SHAPES
from kerong.contracts.loans.models import Loan, ProposedReport, ReportKind
from kerong.contracts.loans.reads import LoanPage, loan_page
from kerong.contracts.loans.report_loan import report_loan
from kerong.contracts.loans.return_report import return_report
from kerong.kernel.errors import NotFound
from kerong.web.clock import day_of, moment_of
from kerong.web.exports import export_table, wanted_export
from kerong.web.loan_tables import PLAN_AND_REPORT, REPORTS
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import show_table
from kerong.web.words import said
from kerong.workbench.loans.forms import ReportForm, WordsForm

_AFTER_WRITE_OFF = (ReportKind.REPAYMENT, ReportKind.CLASSIFICATION)


def loan(request: HttpRequest, no: str) -> HttpResponse:
    """The loan with everything said of it."""
    return _page(request, no)


def report(request: HttpRequest, no: str, kind: str) -> HttpResponse:
    """Fill in and send one report; `corrects` in the address names the one it puts right."""
    if kind not in SHAPES:
        raise NotFound()
    actor = request.actor  # type: ignore[attr-defined]
    page = loan_page(actor, no, on=day_of(request))
    initial = {"corrects": request.GET.get("corrects", ""), "effective_on": day_of(request)}
    form, fault = ReportForm(kind, request.POST or None, initial=initial), None
    if request.method == "POST" and form.is_valid():
        told = {"loan_no": no, "draft": form.draft(), "at": moment_of(request)}
        made = attempted(report_loan, actor=actor, **told)
        if not isinstance(made, Refusal):
            messages.success(request, _outcome(made))
            return HttpResponseRedirect(reverse("workbench:loan", args=[no]))
        fault = made
    status = fault.status if fault else (400 if form.errors else 200)
    context = {"page": page, "loan": page.loan, "form": form, "fault": fault, "kind": kind}
    return render(request, "workbench/loans/report.html", context, status=status)


def approval(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The second person lets the report count."""
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    row = proposal_for(actor, proposal_id)
    made = attempted(approve_report, actor=actor, proposal_id=proposal_id, at=at)
    if isinstance(made, Refusal):
        return _page(request, row.loan.no, fault=made)
    messages.success(request, _("The report is approved."))
    return HttpResponseRedirect(reverse("workbench:loan", args=[row.loan.no]))


def returning(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """The second person sends the report back with a reason."""
    actor, at = request.actor, moment_of(request)  # type: ignore[attr-defined]
    row = proposal_for(actor, proposal_id)
    form = WordsForm(request.POST, auto_id=f"return_{proposal_id}_%s")
    if not form.is_valid():
        return _page(request, row.loan.no, acted=form)
    words = form.cleaned_data["words"]
    made = attempted(return_report, actor=actor, proposal_id=proposal_id, words=words, at=at)
    if isinstance(made, Refusal):
        return _page(request, row.loan.no, fault=made)
    messages.success(request, _("The report went back."))
    return HttpResponseRedirect(reverse("workbench:loan", args=[row.loan.no]))


def _outcome(made: Any) -> str:
    if isinstance(made, ProposedReport):
        return _("The report waits for a second person.")
    return _("The report is recorded.")


def _page(request: HttpRequest, no: str, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = loan_page(actor, no, on=day_of(request))
    if wanted_export(request):
        return export_table(PLAN_AND_REPORT, list(page.standing.lines), request, no)
    context = {
        "page": page,
        "loan": page.loan,
        "table": show_table(PLAN_AND_REPORT, list(page.standing.lines), request.GET),
        "reports": show_table(REPORTS, page.reports, request.GET),
        "kinds": open_kinds(page) if REPORT_LOAN.allows(actor) else [],
        "may_approve": APPROVE_REPORT.allows(actor),
        "return_form": WordsForm(auto_id="return_%s"),
    }
    fault = given.get("fault")
    status = fault.status if fault else (400 if given else 200)
    return render(request, "workbench/loans/loan.html", context | given, status=status)


def open_kinds(page: LoanPage) -> list[tuple[str, str]]:
    """Kinds of report that can be made of the loan as it stands, with their words."""
    state = page.loan.state
    if state == Loan.State.ACTIVE:
        found = [kind for kind in SHAPES if kind != ReportKind.VOID]
    elif state == Loan.State.WRITTEN_OFF:
        found = list(_AFTER_WRITE_OFF)
    else:
        found = [ReportKind.CLASSIFICATION.value]
    return [(str(kind), said(str(kind), "report")) for kind in found]
