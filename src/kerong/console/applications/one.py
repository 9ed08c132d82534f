"""One application side by side with the offices' opinions, and every step of an officer."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.cases.applications.accept_application import accept_application
from kerong.cases.applications.access import DECIDE, LEAD, REVIEW, paper_for
from kerong.cases.applications.approve_decision import approve_decision, return_decision
from kerong.cases.applications.confirm_list import settle_dispute, strike_off
from kerong.cases.applications.correct import ask_correction
from kerong.cases.applications.foresee import foreseen
from kerong.cases.applications.give_review import give_review
from kerong.cases.applications.objections import resolve_objection
from kerong.cases.applications.propose_decision import propose_decision
from kerong.cases.applications.reads import ApplicationPage, application_page
from kerong.cases.applications.timeline import timeline
from kerong.cases.applications.turn_down import turn_down
from kerong.cases.models import Application
from kerong.console.applications import forms as ours
from kerong.console.applications.seen import seen_lines
from kerong.documents.store import open_document
from kerong.kernel.actor import Actor
from kerong.web.clock import day_of, moment_of
from kerong.web.downloads import as_attachment
from kerong.web.refusal import Refusal, attempted


class Step(NamedTuple):
    """What an officer does: the act, its form, and which step of the shape it is."""

    act: Callable[..., Any]
    form: type[forms.Form] | None
    step: str


STEPS: Mapping[str, Step] = {
    "acceptance": Step(accept_application, None, "accept"),
    "correction": Step(ask_correction, ours.CorrectionForm, "ask_correction"),
    "turning-down": Step(turn_down, ours.TurnDownForm, "turn_down"),
    "review": Step(give_review, ours.ReviewForm, "give_review"),
    "proposal": Step(propose_decision, ours.ProposalForm, "propose_decision"),
    "objection": Step(resolve_objection, ours.ResolveForm, "resolve_objection"),
    "dispute": Step(settle_dispute, ours.WordsForm, "resolve_objection"),
    "striking-off": Step(strike_off, ours.ReasonForm, "strike_off"),
}


def application(request: HttpRequest, no: str) -> HttpResponse:
    return _page(request, no)


def step(request: HttpRequest, no: str, act: str) -> HttpResponse:
    """One step; what was typed stays on the page when it is refused."""
    found = STEPS.get(act)
    if found is None:
        raise Http404
    form = found.form(request.POST, auto_id=f"{act}_%s") if found.form else None
    if form is not None and not form.is_valid():
        return _page(request, no, acted=form, forms={act: form})
    return _after(request, no, found.act, form, forms={act: form} if form else {})


def approval(request: HttpRequest, no: str) -> HttpResponse:
    """The second person decides."""
    form = ours.SeenForm(request.POST)
    if not form.is_valid():
        return _page(request, no, acted=form)
    return _after(request, no, approve_decision, form)


def sending_back(request: HttpRequest, no: str) -> HttpResponse:
    form = ours.WordsForm(request.POST, auto_id="return_%s")
    if not form.is_valid():
        return _page(request, no, acted=form, forms={"return": form})
    return _after(request, no, return_decision, form, forms={"return": form})


def paper(request: HttpRequest, no: str, paper_id: int) -> HttpResponse:
    """The file itself, always as something to keep."""
    found = paper_for(request.actor, no, paper_id)  # type: ignore[attr-defined]
    response = HttpResponse(open_document(found.document), content_type=found.document.content_type)
    as_attachment(response, found.document.name)
    return response


def _after(request: HttpRequest, no: str, act: Any, form: Any, **given: Any) -> HttpResponse:
    typed: dict[str, Any] = {}
    if form is not None:
        typed = form.arguments() if hasattr(form, "arguments") else form.cleaned_data
    actor = request.actor  # type: ignore[attr-defined]
    made = attempted(act, actor=actor, no=no, at=moment_of(request), **typed)
    if isinstance(made, Refusal):
        return _page(request, no, fault=made, **given)
    messages.success(request, _("Done."))
    return HttpResponseRedirect(reverse("console:application", args=[no]))


def _page(request: HttpRequest, no: str, **given: Any) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    page = application_page(actor, no, on=day_of(request))
    built: dict[str, Any] = {
        act: each.form(auto_id=f"{act}_%s") for act, each in STEPS.items() if each.form
    }
    built["return"] = ours.WordsForm(auto_id="return_%s")
    seen = page.decision.proposed_at.isoformat() if page.decision else ""
    built["seen"] = ours.SeenForm(initial={"proposed_at": seen})
    context = {
        "page": page,
        "application": page.application,
        "timeline": timeline(page),
        "lines": seen_lines(page.application),
        **_foreseen(page, actor, moment_of(request)),
        "may": _may(page, actor),
        "runs_until": _runs_until(page.application, day_of(request)),
        "forms": built | given.pop("forms", {}),
        **given,
    }
    fault = given.get("fault")
    status = fault.status if fault else 400 if "acted" in given else 200
    return render(request, "console/applications/application.html", context, status=status)


def _foreseen(page: ApplicationPage, actor: Actor, at: datetime) -> dict[str, Any]:
    """What a grant would do, and in words why it would be refused."""
    seen = foreseen(page, actor=actor, at=at)
    refusal = seen.refusal if seen is not None else None
    return {"foreseen": seen, "barred": Refusal(refusal) if refusal is not None else None}


def _runs_until(application: Application, today: date) -> date | None:
    """The last day of a publicity that is not over."""
    until: date | None = application.publicity_to_on
    public = application.state == Application.State.PUBLICITY
    return until if public and until and today <= until else None


def _may(page: ApplicationPage, actor: Actor) -> dict[str, bool]:
    """Which steps this officer may take now; acts judge again."""
    leads = LEAD.allows(actor) and page.application.lead_id == actor.department_id
    may = {act.replace("-", "_"): leads and page.allows(each.step) for act, each in STEPS.items()}
    asked = [each for each in page.reviews if each.round == page.application.round]
    may["proposal"] = may["proposal"] and all(each.opinion for each in asked)
    unsaid = any(each.department_id == actor.department_id and not each.opinion for each in asked)
    may["review"] = REVIEW.allows(actor) and unsaid and page.allows("give_review")
    waits = page.decision is not None and page.decision.approved_at is None
    may["approval"] = leads and DECIDE.allows(actor) and waits and page.allows("approve_decision")
    may["dispute"] = may["dispute"] and page.application.reply == "disputed"
    return may
