"""Tags of the portal: addresses of the calculator that keep the what-if."""

from typing import Any

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def here(context: template.Context, **changes: Any) -> str:
    """The calculator's present question with changes, as the shortest query."""
    address: str = context["asked"].address(**changes)
    return address
