"""Fields many forms have: a day, words of some length."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput({"type": "date"}), **more)


def words_field(label: Any, *, least: int = 0, most: int = 500, **more: Any) -> forms.CharField:
    """`least` and `most` characters; what may be left out is `required=False`."""
    return forms.CharField(
        label=label,
        min_length=least or None,
        max_length=most,
        widget=forms.Textarea({"rows": 3}),
        **more,
    )


def reason_field(label: Any, *, least: int = 4, most: int = 1000) -> forms.CharField:
    """Words that defend a step; a blank or two do not."""
    return words_field(label, least=least, most=most)


def contract_day() -> forms.DateField:
    return day_field(
        _("Contract signed on"),
        required=False,
        help_text=_("Some interest subsidies take the LPR of this day; else that of the payout."),
    )
