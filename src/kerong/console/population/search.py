"""Finding a pool, a trial or a back-test by its name, its code or its file."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy

from kerong.web.forms import FilterForm


class SearchFilters(FilterForm):
    q = forms.CharField(label=gettext_lazy("Name or code"), required=False, max_length=80)


def searched(rows: QuerySet[Any], filters: FilterForm, *fields: str) -> QuerySet[Any]:
    """The rows in one of whose fields the asked words stand; all of them when none were asked."""
    words = filters.asked("q")
    if not words:
        return rows
    return rows.filter(Q(*((f"{field}__icontains", words) for field in fields), _connector=Q.OR))
