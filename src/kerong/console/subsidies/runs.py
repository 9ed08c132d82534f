"""Runs of interest subsidies: drafted, reviewed line by line, approved by a second person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.console.subsidies import forms
from kerong.console.subsidies.deeds import Deed, answered
from kerong.contracts.subsidies.access import APPROVE_RUN, DRAFT_RUN
from kerong.contracts.subsidies.approve_run import approve_run
from kerong.contracts.subsidies.award_lines import award_lines
from kerong.contracts.subsidies.change_line import change_line
from kerong.contracts.subsidies.draft_run import draft_run
from kerong.contracts.subsidies.models import InterestLine, InterestRun
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.reads import run_page, runs_seen_by
from kerong.contracts.subsidies.return_run import return_run
from kerong.contracts.subsidies.submit_run import submit_run
from kerong.contracts.subsidies.told import calculation_of
from kerong.web import formats
from kerong.web.clock import day_of
from kerong.web.columns import day_column, moment_column, money_column
from kerong.web.exports import export_table, wanted_export
from kerong.web.policy_titles import policy_titles, titled
from kerong.web.tables import Column, Table, show_table
from kerong.web.told_steps import told_steps
from kerong.web.words import said

RUNS = Table(
    columns=(
        Column(key="no", title=_("Run"), cell="no", order_by=("no",)),
        Column(key="programme", title=_("Programme"), cell="programme", order_by=("programme",)),
        day_column("from", _("From"), "from_on"),
        day_column("to", _("Until before"), "to_on"),
        Column(key="budget", title=_("Budget"), cell="budget.title"),
        Column(key="lines", title=_("Loans"), cell="line_count", align="right"),
        Column(
            key="state", title=_("State"), cell=lambda row: said(row.state, "interest_run_state")
        ),
        moment_column("drafted", _("Drafted"), "drafted_at"),
    ),
    url=lambda row: reverse("console:interest-run", args=[row.no]),
    tight=True,
)


def _notes(row: InterestLine) -> str:
    found = [said(code, "run_note") for code in row.notes.split()]
    return " · ".join([*found, *([row.words] if row.words else [])]) or formats.NOTHING


LINES = Table(
    columns=(
        Column(key="no", title=_("Number"), cell="no", order_by=("no",)),
        Column(key="loan", title=_("Loan"), cell="loan.no"),
        Column(key="firm", title=_("Firm"), cell="loan.enterprise.name"),
        money_column("amount", _("Subsidy"), "amount_fen"),
        Column(key="notes", title=_("To look at"), cell=_notes),
        Column(key="state", title=_("State"), cell=lambda row: said(row.state, "run_line_state")),
        Column(key="awarded", title=_("Awarded as"), cell="subsidy.no"),
    ),
    url=lambda row: f"?line={row.no}#line",
    size=50,
    tight=True,
)
DRAFT = Deed(forms.RunForm, draft_run, lambda form: {"draft": form.draft()})
CHANGE = Deed(forms.LineForm, change_line)
SUBMIT = Deed(forms.NothingForm, submit_run)
RETURN = Deed(forms.ReasonForm, return_run)


def _approve_and_award(*, no: str, digest: str, actor: Any, at: Any) -> InterestRun:
    """The first lines are awarded at once, the rest of a long run by the worker."""
    run = approve_run(no=no, digest=digest, actor=actor, at=at)
    award_lines(run, actor=actor, at=at, most=50)
    return run


APPROVE = Deed(forms.SeenForm, _approve_and_award)


def runs(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    rows = runs_seen_by(actor)
    table = titled(RUNS, policy_titles(day_of(request)))
    if wanted_export(request):
        return export_table(table, rows, request, "interest-runs")
    context = {"table": show_table(table, rows, request.GET), "may_draft": DRAFT_RUN.allows(actor)}
    return render(request, "console/subsidies/runs.html", context)


def run_new(request: HttpRequest) -> HttpResponse:
    """The form, and on POST the run with all its lines."""
    if request.method == "POST":
        done = reverse("console:interest-runs")
        return answered(request, DRAFT, {}, lambda **given: _new(request, **given), done)
    return _new(request, form=forms.RunForm())


def _new(
    request: HttpRequest, *, form: Any = None, fault: Any = None, status: int = 200
) -> HttpResponse:
    context = {"form": form or forms.RunForm(request.POST), "fault": fault}
    return render(request, "console/subsidies/run_new.html", context, status=status)


def run(request: HttpRequest, no: str) -> HttpResponse:
    if wanted_export(request):
        lines = run_page(request.actor, no).lines  # type: ignore[attr-defined]
        return export_table(LINES, lines, request, no)
    return _shown(request, no)


def line_change(request: HttpRequest, no: str, line_no: int) -> HttpResponse:
    return _step(request, no, CHANGE, {"run_no": no, "line_no": line_no})


def submission(request: HttpRequest, no: str) -> HttpResponse:
    return _step(request, no, SUBMIT, {"no": no})


def approval(request: HttpRequest, no: str) -> HttpResponse:
    return _step(request, no, APPROVE, {"no": no})


def run_return(request: HttpRequest, no: str) -> HttpResponse:
    return _step(request, no, RETURN, {"no": no})


def _step(request: HttpRequest, no: str, deed: Deed, subject: dict[str, Any]) -> HttpResponse:
    def again(**given: Any) -> HttpResponse:
        return _shown(request, no, **given)

    return answered(request, deed, subject, again, reverse("console:interest-run", args=[no]))


def _shown(request: HttpRequest, no: str, *, status: int = 200, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = run_page(actor, no)
    state, own = page.run.state, page.run.drafted_by_id == actor.person_id
    draft = state == InterestRun.State.DRAFT and DRAFT_RUN.allows(actor)
    open_ = state in InterestRun.OPEN
    approves = state == InterestRun.State.SUBMITTED and APPROVE_RUN.allows(actor) and not own
    context = {
        "page": page,
        "run": page.run,
        "named": policy_titles(day_of(request)).named(page.run),
        "period": Period(page.run.from_on, page.run.to_on),
        "table": show_table(LINES, page.lines, request.GET),
        "line": _line(page.lines, request.GET.get("line", ""), draft),
        "may_submit": draft and page.kept_count,
        "seen_form": forms.SeenForm(initial={"digest": page.run.digest}) if approves else None,
        "return_form": forms.ReasonForm() if open_ and APPROVE_RUN.allows(actor) else None,
    }
    return render(request, "console/subsidies/run.html", context | given, status=status)


def _line(lines: Any, no: str, draft: bool) -> dict[str, Any] | None:
    """The line a reader opened, with its calculation step by step."""
    found = lines.filter(no=int(no)).first() if no.isdigit() and len(no) < 10 else None
    if found is None:
        return None
    told = calculation_of(found.calculation) or {}
    keep = found.state == InterestLine.State.DROPPED
    changeable = draft and (found.amount_fen or not keep)
    return {
        "row": found,
        "steps": told_steps(told.get("steps", ())),
        "terms": told.get("terms"),
        "form": forms.LineForm(initial={"keep": keep}) if changeable else None,
        "keep": keep,
    }
