"""The filter of a list of loans, the same for a bank and for the office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.contracts.loans.filters import LoanFilter
from kerong.web.forms import FilterForm
from kerong.web.words import choices


class LoansForm(FilterForm):
    find = forms.CharField(label=_("Number, firm or initials"), required=False, max_length=40)
    standing = forms.ChoiceField(label=_("How it stands"), required=False)
    category = forms.ChoiceField(label=pgettext_lazy("five categories", "Class"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, vocabulary in (("standing", "standing"), ("category", "five_categories")):
            field: Any = self.fields[name]
            field.choices = [("", _("all")), *choices(vocabulary)]


def asked_for(form: FilterForm) -> LoanFilter:
    """What the readable part of the form asks for."""
    names = ("find", "standing", "category")
    return LoanFilter(**{name: form.asked(name) or "" for name in names})
