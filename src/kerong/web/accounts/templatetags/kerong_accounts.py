"""Filters of the account pages."""

from django import template

from kerong.web.accounts import titles

register = template.Library()


@register.filter
def role_title(role: str) -> str:
    """The role in the reader's language."""
    return titles.role_title(role)
