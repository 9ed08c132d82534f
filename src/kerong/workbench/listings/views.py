"""The institution's products: list, one product with its history, the form, and its decisions."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from kerong.catalogue.access import DECIDE_LISTING, DRAFT_LISTING, RETIRE_LISTING
from kerong.catalogue.approve_listing import approve_listing
from kerong.catalogue.draft_listing import draft_listing
from kerong.catalogue.form_fields import listing_form_fields
from kerong.catalogue.models import Listing, ListingRevision, Offering, Revision
from kerong.catalogue.policies.reads import programme_choices
from kerong.catalogue.reads import listing_page, my_listings, waiting_for_approval
from kerong.catalogue.retire_listing import retire_listing
from kerong.catalogue.return_listing import return_listing
from kerong.catalogue.revisions import revision_for
from kerong.catalogue.submit_listing import submit_listing
from kerong.rules.offering import LISTED_KINDS
from kerong.web.clock import day_of, moment_of
from kerong.web.formats import is_english
from kerong.web.forms import KerongForm
from kerong.web.refusal import Refusal, attempted
from kerong.workbench.listings.form import ListingForm
from kerong.workbench.listings.shown import content_rows, preview_of, steps_open


class WordsForm(KerongForm):
    words = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea({"rows": 2})
    )


def listings(request: HttpRequest) -> HttpResponse:
    """Products by state, and what waits for a second pair of eyes."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = request.GET.get("state", "")
    state = asked if asked in Listing.State.values else ""
    context = {
        "listings": my_listings(actor, state),
        "waiting": waiting_for_approval(actor) if DECIDE_LISTING.allows(actor) else [],
        "states": Listing.State.choices,
        "state": state,
        "may_draft": DRAFT_LISTING.allows(actor),
    }
    return render(request, "workbench/listings/list.html", context)


def listing(request: HttpRequest, code: str) -> HttpResponse:
    return _page(request, code)


def new(request: HttpRequest) -> HttpResponse:
    """Which kind of product: one entry a pack."""
    offerings = Offering.objects.filter(kind__in=LISTED_KINDS).order_by("kind", "code")
    return render(request, "workbench/listings/new.html", {"offerings": offerings})


def draft_new(request: HttpRequest, offering: str) -> HttpResponse:
    return _draft(request, offering=offering, code="")


def draft_again(request: HttpRequest, code: str) -> HttpResponse:
    return _draft(request, offering="", code=code)


def submission(request: HttpRequest, code: str) -> HttpResponse:
    return _step(request, code, submit_listing, _("Handed to a second person for approval."))


def approval(request: HttpRequest, code: str) -> HttpResponse:
    """Approve exactly what was seen: the digest travels with the button."""
    digest = request.POST.get("digest", "")[:64]
    words = _("Approved; it counts in every calculation from now on.")
    return _step(request, code, approve_listing, words, digest=digest)


def returning(request: HttpRequest, code: str) -> HttpResponse:
    return _step_with_words(request, code, return_listing, _("The form went back."))


def retirement(request: HttpRequest, code: str) -> HttpResponse:
    return _step_with_words(request, code, retire_listing, _("The product is off the shelf."))


def _draft(request: HttpRequest, *, offering: str, code: str) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = listing_page(actor, code) if code else None
    key = page.listing.offering.code if page else offering
    revision = revision_for(key, day_of(request))
    form = _form(request, revision, page.revision if page else None)
    if request.method == "POST" and form.is_valid():
        made = attempted(
            draft_listing,
            actor=actor,
            at=moment_of(request),
            form=form.filled(),
            **({"code": code} if code else {"offering": offering}),
        )
        if not isinstance(made, Refusal):
            messages.success(request, _("The draft is kept."))
            return HttpResponseRedirect(reverse("workbench:listing", args=[made.listing.code]))
        form.take_fault(made.fault)
    context = {"form": form, "pack": revision, "page": page}
    status = 400 if form.errors else 200
    return render(request, "workbench/listings/form.html", context, status=status)


def _form(request: HttpRequest, pack: Revision, newest: ListingRevision | None) -> ListingForm:
    return ListingForm(
        listing_form_fields(pack, get_language() or "zh-hans"),
        request.POST or None,
        kind=pack.offering.kind,
        newest=newest,
        programmes=programme_choices(on=day_of(request), english=is_english()),
    )


def _step(
    request: HttpRequest, code: str, act: Callable[..., Any], done: str, **arguments: Any
) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    made = attempted(act, actor=actor, code=code, at=moment_of(request), **arguments)
    if isinstance(made, Refusal):
        return _page(request, code, fault=made)
    messages.success(request, done)
    return HttpResponseRedirect(reverse("workbench:listing", args=[code]))


def _step_with_words(
    request: HttpRequest, code: str, act: Callable[..., Any], done: str
) -> HttpResponse:
    form = WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, code, acted=form)
    return _step(request, code, act, done, words=form.cleaned_data["words"])


def _page(request: HttpRequest, code: str, **given: Any) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    page = listing_page(actor, code)
    context = {
        "page": page,
        "listing": page.listing,
        "newest": page.revision,
        "rows": content_rows(page.revision, on=day_of(request)),
        "preview": preview_of(page.revision, actor, on=day_of(request)),
        "open": steps_open(page, actor),
        "may_retire": RETIRE_LISTING.allows(actor) and page.listing.state == Listing.State.LIVE,
        "words_form": WordsForm(auto_id="words_%s"),
    }
    fault = given.get("fault")
    status = fault.status if fault else (400 if given else 200)
    return render(request, "workbench/listings/listing.html", context | given, status=status)
