"""Applications for renewal and extension: the queue by deadline, one with its answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.contracts.guarantees.access import ASK_LETTER
from kerong.contracts.guarantees.ask_renewal import renewal_asked, renewed_by
from kerong.contracts.loans import access
from kerong.contracts.loans.access import requests_seen_by
from kerong.contracts.loans.approve_answer import approve_answer
from kerong.contracts.loans.models import LoanRequest
from kerong.contracts.loans.propose_answer import propose_answer
from kerong.contracts.loans.reads import RequestPage, request_page
from kerong.contracts.loans.record_renewal import record_renewal
from kerong.contracts.loans.refuse_request import refuse_request
from kerong.contracts.loans.return_answer import return_answer
from kerong.kernel.actor import Actor
from kerong.kernel.policy import Policy
from kerong.web import formats
from kerong.web.clock import day_of
from kerong.web.columns import day_column, money_column, state_column
from kerong.web.one_step import Taken, take_step
from kerong.web.tables import Column, Table, show_table
from kerong.web.words import said
from kerong.workbench.loans.forms import WordsForm
from kerong.workbench.loans.request_forms import (
    ExtensionForm,
    LoanRefusalForm,
    PayoutForm,
    RenewalForm,
    SeenForm,
)

State = LoanRequest.State
REQUESTS = Table(
    columns=(
        Column(key="no", title=_("Number"), cell="no"),
        Column(
            key="firm",
            title=_("Firm"),
            cell="loan.enterprise.name",
            order_by=("loan__enterprise__name",),
        ),
        Column(key="kind", title=_("What"), cell=lambda row: said(row.kind, "loan_request")),
        money_column("outstanding", _("Outstanding"), "loan.outstanding_fen"),
        day_column("matures", _("Matures"), "loan.matures_on"),
        Column(
            key="due",
            title=_("Answer due"),
            cell=lambda row: formats.day(row.due_on),
            order_by=("due_on",),
        ),
        state_column("request_state", order=False),
    ),
    order="due",
    url=lambda row: reverse("workbench:loan-request", args=[row.no]),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One answer: its form, the act, and when it is offered."""

    key: str
    title: Any
    done: Any
    policy: Policy
    states: tuple[str, ...]
    act: Callable[..., Any]
    form: Callable[[RequestPage, HttpRequest], Any]
    arguments: Callable[[Any], dict[str, Any]]
    tone: str = ""

    def is_open(self, page: RequestPage, actor: Actor) -> bool:
        return self.policy.allows(actor) and page.request.state in self.states


def _typed(form: Any) -> dict[str, Any]:
    return dict(form.cleaned_data)


def _answer_form(page: RequestPage, request: HttpRequest) -> Any:
    loan, typed = page.loan, request.POST or None
    if page.request.kind == LoanRequest.Kind.EXTENSION:
        return ExtensionForm(typed)
    initial = {"rate_ppm": loan.rate_now_ppm, "months": page.request.months}
    return RenewalForm(typed, initial=initial | {"category": loan.category})


def _seen_form(page: RequestPage, request: HttpRequest) -> SeenForm:
    seen = page.request.proposed_at
    return SeenForm(request.POST or None, initial={"proposed_at": seen.isoformat() if seen else ""})


STEPS: tuple[Step, ...] = (
    Step(
        key="approval",
        title=_("Approve the answer"),
        done=_("The answer is approved."),
        policy=access.APPROVE_ANSWER,
        states=(State.PROPOSED,),
        act=approve_answer,
        form=_seen_form,
        arguments=_typed,
    ),
    Step(
        key="return",
        title=_("Send the answer back"),
        done=_("The answer went back."),
        policy=access.RETURN_ANSWER,
        states=(State.PROPOSED,),
        act=return_answer,
        form=lambda page, request: WordsForm(request.POST or None),
        arguments=_typed,
        tone="bad",
    ),
    Step(
        key="answer",
        title=_("Propose to grant it"),
        done=_("The answer is proposed; a second person approves."),
        policy=access.PROPOSE_ANSWER,
        states=(State.SUBMITTED,),
        act=propose_answer,
        form=_answer_form,
        arguments=lambda form: {"answer": form.answer()},
    ),
    Step(
        key="payout",
        title=_("Record the renewal"),
        done=_("The new loan is open and the old one is settled."),
        policy=access.RECORD_RENEWAL,
        states=(State.APPROVED,),
        act=record_renewal,
        form=lambda page, request: PayoutForm.on(day_of(request), request.POST or None),
        arguments=_typed,
    ),
    Step(
        key="refusal",
        title=_("Do not grant it"),
        done=_("The firm reads your reason."),
        policy=access.REFUSE_REQUEST,
        states=(State.SUBMITTED, State.PROPOSED),
        act=refuse_request,
        form=lambda page, request: LoanRefusalForm(request.POST or None),
        arguments=_typed,
        tone="bad",
    ),
)
BY_KEY = {step.key: step for step in STEPS}


def requests(request: HttpRequest) -> HttpResponse:
    """Open applications, soonest deadline first; `all` in the address shows the ended ones too."""
    rows = requests_seen_by(request.actor)  # type: ignore[attr-defined]
    rows = rows.select_related("loan", "loan__enterprise")
    if not request.GET.get("all"):
        rows = rows.filter(state__in=LoanRequest.OPEN)
    table = show_table(REQUESTS, rows, request.GET)
    context = {"table": table, "whole": bool(request.GET.get("all"))}
    return render(request, "workbench/loans/requests.html", context)


def loan_request(request: HttpRequest, no: str) -> HttpResponse:
    """What is asked, what is known, and the steps open to this reader."""
    actor = request.actor  # type: ignore[attr-defined]
    page = request_page(actor, no, on=day_of(request))
    steps = [step for step in STEPS if step.is_open(page, actor)]
    context = {"page": page, "loan": page.loan, "asked": page.request, "steps": steps}
    context |= {
        "guarantee": renewal_asked(page.request),
        "may_guarantee": ASK_LETTER.allows(actor) and renewed_by(page.request) is not None,
    }
    return render(request, "workbench/loans/request.html", context)


def step_of(key: str) -> Any:
    """The view of one step: its form, then the act."""
    step = BY_KEY[key]

    def view(request: HttpRequest, no: str) -> HttpResponse:
        actor = request.actor  # type: ignore[attr-defined]
        page = request_page(actor, no, on=day_of(request))
        form = step.form(page, request)
        taken = Taken(
            act=step.act,
            told=lambda: step.arguments(form) | {"request_no": no},
            done=step.done,
            back=reverse("workbench:loan-request", args=[no]),
        )

        def shown(*, status: int, **seen: Any) -> HttpResponse:
            context = {"page": page, "loan": page.loan, "asked": page.request, "step": step}
            return render(request, "workbench/loans/step.html", context | seen, status=status)

        return take_step(request, form, taken, shown)

    view.__name__ = f"loan_request_{key}"
    return view
