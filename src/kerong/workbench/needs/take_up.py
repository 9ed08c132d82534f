"""办件工作台: one take-up with its firm, thread, papers and the deeds open now."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.cases.access import ASK_GUARANTEE
from kerong.cases.attach_paper import attach_paper
from kerong.cases.models import TakeUp
from kerong.cases.reads.take_up import TakeUpPage, paper_for, take_up_page
from kerong.cases.send_message import send_message
from kerong.documents.store import open_document
from kerong.web.clock import day_of, moment_of
from kerong.web.downloads import as_attachment
from kerong.web.refusal import Refusal, attempted
from kerong.web.thread_forms import MessageForm, PaperForm
from kerong.workbench.needs.deeds import BY_KEY, Deed, open_deeds
from kerong.workbench.needs.initial import initial_of


def take_up(request: HttpRequest, no: str) -> HttpResponse:
    """The page an account manager works on."""
    return _page(request, no)


def deed_of(key: str) -> Any:
    """The view of one deed: its own page to fill in and check, then the act."""

    def view(request: HttpRequest, no: str) -> HttpResponse:
        actor, on = request.actor, day_of(request)  # type: ignore[attr-defined]
        page = take_up_page(actor, no, on=on)
        deed = BY_KEY[key].on(page)
        initial = initial_of(deed.key, page, on)
        form = deed.form(request.POST or None, initial=initial) if deed.form else None
        fault = None
        if request.method == "POST" and (form is None or form.is_valid()):
            made = _perform(request, deed, page, form)
            if not isinstance(made, Refusal):
                messages.success(request, str(deed.done))
                return HttpResponseRedirect(reverse("workbench:take-up", args=[no]))
            fault = made
        status = fault.status if fault else (400 if form is not None and form.errors else 200)
        context = {"page": page, "deed": deed, "form": form, "fault": fault}
        return render(request, "workbench/needs/deed.html", context, status=status)

    view.__name__ = f"take_up_{key.replace('-', '_')}"
    return view


def messages_of(request: HttpRequest, no: str) -> HttpResponse:
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, no, message_form=form)
    return _after(request, no, send_message, _("Your message is sent."), **form.cleaned_data)


def papers_of(request: HttpRequest, no: str) -> HttpResponse:
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, no, paper_form=form)
    file = form.cleaned_data["file"]
    paper = {"title": form.cleaned_data["title"], "name": file.name, "content": file.read()}
    return _after(request, no, attach_paper, _("The paper is in the thread."), **paper)


def paper(request: HttpRequest, no: str, paper_id: int) -> HttpResponse:
    """The file itself, always as something to keep."""
    found = paper_for(request.actor, no, paper_id, on=day_of(request))  # type: ignore[attr-defined]
    content = open_document(found.document)
    response = HttpResponse(content, content_type=found.document.content_type)
    as_attachment(response, found.document.name)
    return response


def _perform(request: HttpRequest, deed: Deed, page: TakeUpPage, form: Any) -> Any:
    subject = {"case_no": page.case.no} if deed.by_case else {"take_up_no": page.take_up.no}
    arguments = deed.arguments(form)
    actor = request.actor  # type: ignore[attr-defined]
    return attempted(deed.act, actor=actor, at=moment_of(request), **subject, **arguments)


def _after(request: HttpRequest, no: str, act: Any, done: str, /, **typed: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    made = attempted(act, actor=actor, take_up_no=no, at=moment_of(request), **typed)
    if isinstance(made, Refusal):
        return _page(request, no, fault=made)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("workbench:take-up", args=[no]))


def _page(request: HttpRequest, no: str, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = take_up_page(actor, no, on=day_of(request))
    forms = {
        "message_form": MessageForm(auto_id="message_%s"),
        "paper_form": PaperForm(auto_id="paper_%s"),
    }
    acted = next((form for name, form in given.items() if name in forms), None)
    deeds = open_deeds(page, actor)
    context = {"page": page, "take_up": page.take_up, "deeds": deeds, "acted": acted}
    credited = page.take_up.stage == TakeUp.Stage.CREDITED
    context |= {"may_ask_guarantee": credited and ASK_GUARANTEE.allows(actor)}
    fault = given.get("fault")
    status = fault.status if fault else (400 if given else 200)
    return render(request, "workbench/needs/take_up.html", context | forms | given, status=status)
