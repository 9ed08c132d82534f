"""Choices and addresses the pages of payments share."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kerong.web.words import said


def all_or(codes: Iterable[str], vocabulary: str) -> list[tuple[str, Any]]:
    """Every code with its words, after "all"."""
    return [("", _("All")), *((code, said(code, vocabulary)) for code in codes)]


def payment_url(no: str) -> str:
    return reverse("console:payment", args=[no])


def batch_url(no: str) -> str:
    return reverse("console:payment-batch", args=[no])


def account_url(pk: int) -> str:
    return reverse("console:payee-account", args=[pk])
