"""A filled form in words, and which steps are open to whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from kerong.catalogue.access import DECIDE_LISTING, DRAFT_LISTING
from kerong.catalogue.form_fields import FormField, listing_form_fields
from kerong.catalogue.matching import calculate_form
from kerong.catalogue.models import Listing, ListingRevision
from kerong.catalogue.policies.reads import programme_choices
from kerong.catalogue.reads import ProductPage
from kerong.catalogue.revisions import revision_for
from kerong.catalogue.wording import place_names
from kerong.kernel.actor import Actor
from kerong.rules.errors import ListingNumbersFault
from kerong.web import formats
from kerong.web.words import said
from kerong.workbench.listings.fields import is_times, plain_number

_STATE = ListingRevision.State


@dataclass(frozen=True, slots=True)
class Row:
    title: Any
    value: Any


@dataclass(frozen=True, slots=True)
class Steps:
    """What the reader can do with the newest form."""

    change: bool
    submit: bool
    decide: bool


def steps_open(page: ProductPage, actor: Actor) -> Steps:
    on_shelf = page.listing.state != Listing.State.RETIRED
    drafting = DRAFT_LISTING.allows(actor) and on_shelf
    state = page.revision.state
    own = page.revision.drafted_by_id == actor.person_id
    return Steps(
        change=drafting and state != _STATE.SUBMITTED,
        submit=drafting and state in (_STATE.DRAFT, _STATE.RETURNED),
        decide=DECIDE_LISTING.allows(actor) and on_shelf and state == _STATE.SUBMITTED and not own,
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a firm will see of a form once it is approved."""

    rows: list[Row]
    conditions: list[dict[str, Any]]
    words: str


def preview_of(revision: ListingRevision, actor: Actor, *, on: date) -> Preview | None:
    """Nothing where the pack of the day no longer takes the form's numbers."""
    language = get_language() or "zh-hans"
    try:
        entry = calculate_form(revision=revision, on=on, actor=actor, language=language)
    except ListingNumbersFault:
        return None
    rate = formats.ratio_of(entry["annual_rate"])
    ends = [formats.rate(each) for each in (rate, revision.rate_to_ppm) if each is not None]
    months = revision.term_months
    repaid = said(revision.method, "method") if revision.method else revision.repayment_words
    rows = [
        Row(_("Limit up to"), _published(revision.cap_fen, formats.short_money)),
        Row(_("Yearly rate"), _untold() if rate is None else "–".join(dict.fromkeys(ends))),
        Row(
            _("Term"),
            ngettext("%(n)s month", "%(n)s months", months) % {"n": months}
            if months
            else _untold(),
        ),
        Row(_("Repayment"), repaid or _untold()),
        Row(pgettext("loan", "Security"), said(revision.guarantee, "listing_guarantee")),
    ]
    if revision.listing.kind != "loan":
        rows = []
    if revision.region:
        rows.append(Row(_("Area"), revision.region))
    return Preview(rows, entry["lines"], revision.words)


def content_rows(revision: ListingRevision, *, on: date) -> list[Row]:
    """Every number under its title, then the texts; what was left open says so."""
    pack = revision_for(revision.listing.offering.code, on)
    fields = listing_form_fields(pack, get_language() or "zh-hans")
    kind = revision.listing.kind
    rows = [
        Row(_("Name of the product"), revision.name or revision.listing.name),
        Row(_("Category"), said(revision.category, f"{kind}_category")),
    ]
    rows += [Row(opened.title, _number(opened, revision.numbers)) for opened in fields]
    rows += [
        Row(pgettext("loan", "Security"), said(revision.guarantee, "listing_guarantee")),
        Row(_("Repayment"), said(revision.method, "method")),
        Row(_("Counting of days"), said(revision.day_count, "day_count")),
        Row(_("Highest yearly rate"), _rate(revision.rate_to_ppm)),
        Row(_("Guarantee fee a year"), _rate(revision.fee_ppm)),
        Row(_("About the rate"), revision.rate_words or formats.NOTHING),
        Row(_("Policies this product is lent under"), _programmes(revision, on)),
        Row(_("Area served, in words"), revision.region or formats.NOTHING),
        Row(_("What you judge yourselves"), revision.words or formats.NOTHING),
        Row(_("Source"), revision.source),
    ]
    return [row for row in rows if row.value != formats.NOTHING]


def _programmes(revision: ListingRevision, on: date) -> str:
    """Titles of the policies it names; one that is over by its key."""
    keys = revision.programmes.split()
    if not keys:
        return formats.NOTHING
    titles = dict(programme_choices(on=on, english=formats.is_english()))
    return formats.listed(titles.get(key, key) for key in keys)


def _number(opened: FormField, numbers: dict[str, Any]) -> str:
    value = numbers.get(opened.name)
    if value is None:
        return formats.NOTHING
    names = dict(opened.choices)
    if isinstance(value, list):
        names = names or _places(value)
        return formats.listed(names.get(code, code) for code in value)
    if opened.kind == "money":
        return formats.short_money(value)
    if is_times(opened):
        return _("%(n)s times") % {"n": plain_number(value)}
    if opened.kind == "ratio":
        return formats.share_exact(value)
    if opened.kind == "flag":
        return _("yes") if value == "true" else _("no")
    return names.get(value, value)


def _places(codes: list[str]) -> dict[str, str]:
    """Names of divisions or industries; two queries, only where such a list is filled in."""
    found = place_names(set(codes), set(codes))
    return {code: name for (_fact, code), name in found.items()}


def _published(value: int | None, shown: Callable[[int], str]) -> str:
    return _untold() if value is None else shown(value)


def _untold() -> str:
    return _("not published")


def _rate(ppm: int | None) -> str:
    return formats.NOTHING if ppm is None else formats.rate(ppm)
