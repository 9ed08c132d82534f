"""Facts, sources, categories and records of a firm in the language of the page."""

from typing import Any

from django import template

from kerong.evidence.categories import categories
from kerong.evidence.record_kinds import STATUSES
from kerong.evidence.sources import sources
from kerong.rules.values import shown
from kerong.web import facts, formats

register = template.Library()


@register.filter
def fact_name(fact: Any) -> str:
    """The fact's name."""
    return facts.title_of(fact.code)


@register.filter
def value_as(value: Any, fact: Any) -> str:
    """A value in memory form as people read it."""
    return str(facts.show_value(fact.code, shown(fact.type, value)))


@register.simple_tag(takes_context=True)
def value_named(context: template.Context, value: Any, fact: Any) -> str:
    """The same, with the places and industries of `names` by their names."""
    return str(facts.show_value(fact.code, shown(fact.type, value), context.get("names")))


@register.filter
def own_name(named: Any) -> str:
    """Whatever carries `zh` and `en`: a source, a kind, a category; a dash for nothing."""
    if named is None:
        return formats.NOTHING
    return str(named.en if formats.is_english() else named.zh)


@register.filter
def source_title(code: str) -> str:
    return own_name(sources().get(code))


@register.filter
def provider(category: Any) -> str:
    """Who keeps the register behind a category."""
    return str(category.provider_en if formats.is_english() else category.provider_zh)


@register.filter
def record_status(status: str) -> str:
    zh, en = STATUSES.get(status, (status, status))
    return en if formats.is_english() else zh


@register.filter
def category_titles(numbers: Any) -> list[str]:
    """Names of category numbers in their order."""
    return [own_name(categories()[number]) for number in sorted(numbers)]
