"""Columns of lists of loans that read the same at every desk."""

from django.utils.translation import pgettext_lazy

from kerong.web.columns import said_column
from kerong.web.tables import Column


def category_column() -> Column:
    """The bank's five categories."""
    return said_column("category", pgettext_lazy("five categories", "Class"), "five_categories")
