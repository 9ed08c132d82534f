"""The rule of a bridge fund in the language of the page."""

from datetime import datetime
from typing import Any

from django import template
from django.utils.timezone import localdate

from kerong.web import bridge_rules

register = template.Library()


@register.filter
def bridge_terms(row: Any) -> str:
    """Cap, days and fee of a row."""
    return bridge_rules.terms_said(row.terms)


@register.filter
def bridge_relief(row: Any, at: datetime) -> str:
    """Whether fees are waived today."""
    return bridge_rules.relief_said(row.terms, localdate(at))
