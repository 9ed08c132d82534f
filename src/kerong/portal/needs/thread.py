"""One take-up as the firm sees it: messages, papers, the call for papers."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.cases.answer_papers import answer_papers
from kerong.cases.attach_paper import attach_paper
from kerong.cases.reads import paper_for, take_up_page
from kerong.cases.send_message import send_message
from kerong.documents.store import open_document
from kerong.portal.needs.forms import AnswerForm
from kerong.web.clock import day_of, moment_of
from kerong.web.downloads import as_attachment
from kerong.web.refusal import Refusal, attempted
from kerong.web.thread_forms import MessageForm, PaperForm


def take_up(request: HttpRequest, no: str) -> HttpResponse:
    """The thread with its three small forms."""
    return _page(request, no)


def messages_of(request: HttpRequest, no: str) -> HttpResponse:
    form = MessageForm(request.POST, auto_id="message_%s")
    if not form.is_valid():
        return _page(request, no, message_form=form)
    return _after(request, no, send_message, form.cleaned_data)


def papers_of(request: HttpRequest, no: str) -> HttpResponse:
    form = PaperForm(request.POST, request.FILES, auto_id="paper_%s")
    if not form.is_valid():
        return _page(request, no, paper_form=form)
    file = form.cleaned_data["file"]
    paper = {"title": form.cleaned_data["title"], "name": file.name, "content": file.read()}
    return _after(request, no, attach_paper, paper)


def answer(request: HttpRequest, no: str) -> HttpResponse:
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if not form.is_valid():
        return _page(request, no, answer_form=form)
    return _after(request, no, answer_papers, form.cleaned_data)


def paper(request: HttpRequest, no: str, paper_id: int) -> HttpResponse:
    """The file itself, always as something to keep."""
    actor = request.actor  # type: ignore[attr-defined]
    found = paper_for(actor, no, paper_id)
    response = HttpResponse(open_document(found.document), content_type=found.document.content_type)
    as_attachment(response, found.document.name)
    return response


def _after(request: HttpRequest, no: str, act: Any, typed: dict[str, Any]) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    made = attempted(act, actor=actor, take_up_no=no, at=moment_of(request), **typed)
    if isinstance(made, Refusal):
        return _page(request, no, fault=made)
    messages.success(request, _("Sent to the institution."))
    return HttpResponseRedirect(reverse("portal:take-up", args=[no]))


def _page(request: HttpRequest, no: str, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    found = take_up_page(actor, no, on=day_of(request))
    forms = {
        "message_form": MessageForm(auto_id="message_%s"),
        "paper_form": PaperForm(auto_id="paper_%s"),
        "answer_form": AnswerForm(auto_id="answer_%s"),
    }
    acted = next((form for name, form in given.items() if name in forms), None)
    context = {"page": found, "take_up": found.take_up, "acted": acted, **forms, **given}
    fault = given.get("fault")
    status = fault.status if fault else (400 if given else 200)
    return render(request, "portal/needs/take_up.html", context, status=status)
