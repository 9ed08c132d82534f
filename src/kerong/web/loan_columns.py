"""Columns of lists of loans that read the same at every desk."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.web.tables import Column
from kerong.web.words import said


def category_column() -> Column:
    """The bank's five categories."""
    return Column(
        key="category",
        title=pgettext_lazy("five categories", "Class"),
        cell=lambda row: said(row.category, "five_categories"),
        order_by=("category",),
    )


def state_column() -> Column:
    return Column(
        key="state",
        title=_("State"),
        cell=lambda row: said(row.state, "loan_state"),
        order_by=("state",),
    )
