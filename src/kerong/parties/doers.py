"""The column by which a row of any package names the person behind a step."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    from kerong.parties.models import Person


def done_by(title: str) -> "models.ForeignKey[Person, Person]":
    """Who did what the row records; people are never deleted from under it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=title
    )


def later_done_by(title: str) -> "models.ForeignKey[Person | None, Person | None]":
    """Who did a step that comes later, or never."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=title,
    )
