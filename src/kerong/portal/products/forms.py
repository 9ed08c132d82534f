"""Filters of the supermarket."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.catalogue.reads import SORTS, ShelfFilters
from kerong.web.forms import WAN, FilterForm, MoneyField
from kerong.web.words import choices

TERMS = (6, 12, 24, 36, 60)


class ProductFilters(FilterForm):
    q = forms.CharField(
        label=_("Product, initials or institution"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search"}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[
            ("", _("all")),
            ("loan", _("Loan products")),
            ("service", _("Financial services")),
        ],
    )
    guarantee = forms.ChoiceField(
        label=pgettext_lazy("loan", "Security"), required=False, choices=[]
    )
    amount = MoneyField(label=_("Limit from (10,000 CNY)"), unit=WAN, required=False)
    term = forms.TypedChoiceField(
        label=_("Term from (months)"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("any")), *((months, months) for months in TERMS)],
    )
    sort = forms.ChoiceField(
        label=_("Sorted by"),
        required=False,
        choices=[
            ("name", _("Name")),
            ("limit", _("Limit, highest first")),
            ("rate", _("Rate, lowest first")),
            ("term", _("Term, longest first")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        guarantee: Any = self.fields["guarantee"]
        guarantee.choices = [
            ("", _("all")),
            ("unsecured", _("unsecured of any kind")),
            *choices("listing_guarantee"),
        ]
        self.fields["amount"].widget = forms.TextInput({"inputmode": "decimal"})

    def wanted(self) -> ShelfFilters:
        return ShelfFilters(
            text=self.asked("q") or "",
            kind=self.asked("kind") or "",
            guarantee=self.asked("guarantee") or "",
            least_cap_fen=self.asked("amount"),
            least_months=self.asked("term"),
        )

    @property
    def order(self) -> str:
        asked = self.asked("sort")
        return asked if asked in SORTS else "name"
