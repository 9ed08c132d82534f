"""我的政策申请: the firm's applications, one with its life, and what the firm does with it."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.cases.applications.access import paper_for
from kerong.cases.applications.attach_paper import attach_application_paper
from kerong.cases.applications.correct import answer_correction
from kerong.cases.applications.reads import application_page, own_applications
from kerong.cases.applications.reply import reply_to_grant
from kerong.cases.applications.submit_application import submit_application
from kerong.cases.applications.timeline import timeline
from kerong.cases.applications.withdraw_application import withdraw_application
from kerong.documents.store import open_document
from kerong.portal.applications.forms import AnswerForm, ReplyForm, WithdrawForm
from kerong.web.clock import day_of, moment_of
from kerong.web.downloads import as_attachment
from kerong.web.refusal import Refusal, attempted
from kerong.web.tables import cut
from kerong.web.thread_forms import PaperForm


class Step(NamedTuple):
    """One thing a firm does with an application: its form, the act, what is said after."""

    act: Callable[..., Any]
    form: type[forms.Form] | None
    said: Any


STEPS: Mapping[str, Step] = {
    "submission": Step(submit_application, None, _("The application is sent.")),
    "withdrawal": Step(withdraw_application, WithdrawForm, _("The application was withdrawn.")),
    "answer": Step(answer_correction, AnswerForm, _("Sent to the office.")),
    "reply": Step(reply_to_grant, ReplyForm, _("Sent to the office.")),
    "papers": Step(attach_application_paper, PaperForm, _("The paper is attached.")),
}


def applications(request: HttpRequest) -> HttpResponse:
    """All of the firm's, newest first."""
    rows, page = cut(own_applications(request.actor), request.GET)  # type: ignore[attr-defined]
    context = {"rows": list(rows), "page": page, "on": day_of(request)}
    return render(request, "portal/applications/list.html", context)


def application(request: HttpRequest, no: str) -> HttpResponse:
    return _page(request, no)


def step(request: HttpRequest, no: str, act: str) -> HttpResponse:
    """One step of the firm's; what was typed stays on the page when it is refused."""
    found = STEPS.get(act)
    if found is None:
        raise Http404
    form = found.form(request.POST, request.FILES, auto_id=f"{act}_%s") if found.form else None
    if form is not None and not form.is_valid():
        return _page(request, no, acted=form, **{f"{act}_form": form})
    typed = {} if form is None else _typed(form.cleaned_data)
    actor = request.actor  # type: ignore[attr-defined]
    made = attempted(found.act, actor=actor, no=no, at=moment_of(request), **typed)
    if isinstance(made, Refusal):
        given = {f"{act}_form": form} if form is not None else {}
        return _page(request, no, fault=made, **given)
    messages.success(request, found.said)
    return HttpResponseRedirect(reverse("portal:application", args=[no]))


def paper(request: HttpRequest, no: str, paper_id: int) -> HttpResponse:
    """The file itself, always as something to keep."""
    found = paper_for(request.actor, no, paper_id)  # type: ignore[attr-defined]
    response = HttpResponse(open_document(found.document), content_type=found.document.content_type)
    as_attachment(response, found.document.name)
    return response


def _typed(cleaned: dict[str, Any]) -> dict[str, Any]:
    file = cleaned.get("file")
    if file is None:
        return cleaned
    return {"title": cleaned["title"], "name": file.name, "content": file.read()}


def _page(request: HttpRequest, no: str, **given: Any) -> HttpResponse:
    page = application_page(request.actor, no, on=day_of(request))  # type: ignore[attr-defined]
    built = {
        f"{act}_form": each.form(auto_id=f"{act}_%s") for act, each in STEPS.items() if each.form
    }
    context = {
        "page": page,
        "application": page.application,
        "timeline": timeline(page),
        "allowed": {act: page.allows(name) for act, name in _ALLOWED.items()},
        **built,
        **given,
    }
    fault = given.get("fault")
    status = fault.status if fault else 400 if "acted" in given else 200
    return render(request, "portal/applications/application.html", context, status=status)


_ALLOWED = {
    "submission": "submit",
    "withdrawal": "withdraw",
    "answer": "answer_correction",
    "reply": "reply",
    "papers": "attach_paper",
}
