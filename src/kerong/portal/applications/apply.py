"""Applying under a clause: what is known, what is missing, kept while typing, then a draft."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kerong.cases.applications.access import application_for
from kerong.cases.applications.arrange import desk_of
from kerong.cases.applications.claims import needs_subject
from kerong.cases.applications.draft_application import draft_application
from kerong.cases.applications.reads import standing_application
from kerong.cases.models import Application
from kerong.catalogue.policies.reads import clause_on
from kerong.kernel.actor import Actor
from kerong.kernel.money import Money
from kerong.portal.applications.forms import STATED, ClaimForm
from kerong.portal.needs.kept import Kept, forget_form, keep_form, kept_form
from kerong.portal.policies.clause import clause_page
from kerong.rules.vocabulary import vocabulary
from kerong.web.clock import day_of, moment_of
from kerong.web.refusal import Refusal, attempted

MOST_FACTS = 12


def apply_new(request: HttpRequest, code: str) -> HttpResponse:
    """The form, prefilled by what is held of the firm; an application in hand is gone on with.

    `change` names a draft of this clause: its words stand in the form, and replace it when sent.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = _context(request, code)
    draft = _draft(actor, code, request.GET.get("change", ""))
    held = None if draft else standing_application(actor, code, day_of(request))
    if held and not context["asks_subject"]:
        return HttpResponseRedirect(reverse("portal:application", args=[held.no]))
    kept: Kept = _typed_in(draft) if draft else kept_form(actor, _name(code))
    if request.method == "POST":
        form = _form(context, request.POST)
        keep_form(actor, _name(code), request.POST, list(form.fields), at=moment_of(request))
        key = request.POST.get("client_key", "")[:64]
        return _sent(request, context, form, key)
    first = {name: texts[0] for name, texts in kept.fields.items() if texts}
    form = _form(context, initial=first)
    return _page(request, context, form, kept.client_key)


def _draft(actor: Actor, code: str, no: str) -> Application | None:
    """The firm's draft of that number, where it can be changed. Raises ApplicationNotFound."""
    found = application_for(actor, no) if no else None
    if found is None or found.state != Application.State.DRAFT or found.clause != code:
        return None
    return found if found.client_key else None


def _typed_in(draft: Application) -> Kept:
    asked = "" if draft.asked_fen is None else Money(draft.asked_fen).yuan_text()
    fields = {"subject": draft.subject, "asked": asked, "words": draft.words}
    stated = {f"{STATED}{code}": text for code, text in draft.stated.items()}
    texts = {name: [text] for name, text in (fields | stated).items()}
    return Kept(texts, str(draft.client_key))


def apply_keep(request: HttpRequest, code: str) -> HttpResponse:
    """What is typed so far; nothing is judged."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = _form(_context(request, code))
    keep_form(actor, _name(code), request.POST, list(form.fields), at=moment_of(request))
    return HttpResponse(status=204)


def _sent(request: HttpRequest, context: dict[str, Any], form: ClaimForm, key: str) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    code = context["clause"].code
    if not form.is_valid():
        return _page(request, context, form, key, status=400)
    made = attempted(
        draft_application, actor=actor, form=form.draft(code, key), at=moment_of(request)
    )
    if isinstance(made, Refusal):
        return _page(request, context | {"fault": made}, form, key, status=made.status)
    forget_form(actor, _name(code))
    messages.success(request, _("Kept as a draft. Attach papers, look at it once more, send it."))
    return HttpResponseRedirect(reverse("portal:application", args=[made.no]))


def _context(request: HttpRequest, code: str) -> dict[str, Any]:
    """What the clause says of the firm. Raises ClauseAbsent, ClauseNotHandled."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    on = day_of(request)
    card, in_force = clause_on(code, on=on)
    desk = desk_of(code if in_force else "", card.clause.title)
    page = clause_page(card, in_force=in_force, actor=actor, on=on)
    return page | {"desk": desk, "asks_subject": needs_subject(card.clause.benefit)}


def _form(context: dict[str, Any], *typed: Any, **given: Any) -> ClaimForm:
    missing = context.get("entry", {}).get("missing", [])[:MOST_FACTS]
    facts = [vocabulary().fact(each) for each in missing]
    return ClaimForm(*typed, facts=facts, asks_subject=context["asks_subject"], **given)


def _page(
    request: HttpRequest, context: dict[str, Any], form: ClaimForm, key: str, status: int = 200
) -> HttpResponse:
    page = context | {"form": form, "client_key": key}
    return render(request, "portal/applications/new.html", page, status=status)


def _name(code: str) -> str:
    return f"policy:{code}"[:40]
