"""Clocks of applications on lists: what a row's deadline was counted from."""

from django import template
from django.utils.timezone import localdate

from kerong.cases.applications.parameters import Days, clock_of, days_on
from kerong.cases.models import Application

register = template.Library()


@register.filter
def clock(row: Application) -> Days | None:
    """The clock behind the row's `due_on`."""
    return clock_of(row, localdate(row.submitted_at or row.started_at))


@register.filter
def publicity_clock(row: Application) -> Days:
    """The clock of the row's publicity."""
    return days_on(localdate(row.submitted_at or row.started_at)).publicity
