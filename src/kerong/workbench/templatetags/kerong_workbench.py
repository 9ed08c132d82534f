"""How an anonymous card and consented facts are put into words."""

from typing import Any, NamedTuple

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kerong.cases.bands import band_title
from kerong.cases.reads.hall import HallCard
from kerong.catalogue.models import Offering
from kerong.kernel.workdays import working_days_between
from kerong.web import facts, formats
from kerong.web.frame import Frame
from kerong.web.sections import industry_name
from kerong.web.templatetags.kerong_format import clockbar

register = template.Library()

_HEADLINE = ("industry", "stage", "size")
_TITLES: dict[str, Any] = {
    "region": _("Region"),
    "industry": _("Industry"),
    "size": _("Size of firm"),
    "years": _("Years"),
    "revenue": _("Revenue"),
    "points": _("Innovation points"),
    "standing": _("Standing"),
    "tax_grade": _("Tax credit"),
}


class Cell(NamedTuple):
    title: Any
    value: str


@register.filter
def headline(card: HallCard) -> str:
    """ "软件业 · 小型企业": what alike firms share first."""
    found = card.card.get("cells", {})
    parts = [_words(name, found[name]) for name in _HEADLINE if found.get(name, {}).get("code")]
    return " · ".join(part for part in parts if part) or card.no


@register.filter
def cells(card: HallCard) -> list[Cell]:
    """The other bands, in their declared order; hidden ones are simply absent."""
    found = card.card.get("cells", {})
    return [
        Cell(title, _words(name, found[name]))
        for name, title in _TITLES.items()
        if found.get(name, {}).get("code") and name not in _HEADLINE
    ]


@register.filter
def amount_words(band: str) -> str:
    return band_title(band, "en" if formats.is_english() else "zh-hans")


@register.simple_tag(takes_context=True)
def clock_of(context: template.Context, card: HallCard) -> SafeString:
    """The bar of working days left of those the need had."""
    held: Frame = context["frame"]
    whole = working_days_between(card.opened_on, card.decision_due_on, held.calendar)
    left = working_days_between(held.today, card.decision_due_on, held.calendar)
    return clockbar(left, whole, "hot" if left <= 1 else "calm")


@register.filter
def pack_title(offering: Offering) -> str:
    return str(offering.title_en if formats.is_english() else offering.title_zh)


@register.filter
def fact_title(code: str) -> str:
    return facts.title_of(code)


@register.filter
def source_name(source: Any) -> str:
    if source is None:
        return formats.NOTHING
    return str(source.en if formats.is_english() else source.zh)


@register.filter
def category_name(category: Any) -> str:
    return str(category.say("en" if formats.is_english() else "zh-hans"))


def _words(attribute: str, cell: dict[str, Any]) -> str:
    said = str(cell.get("en" if formats.is_english() else "zh") or "")
    return industry_name(str(cell["code"]), said) if attribute == "industry" else said
