"""Forms by which a bank answers an application for renewal or extension."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kerong.contracts.loans.answers import Answer
from kerong.contracts.loans.eligibility import LONGEST_RENEWAL
from kerong.contracts.loans.refusals import REASONS
from kerong.web.fields import contract_day, day_field, reason_field, words_field
from kerong.web.forms import KerongForm, RateField
from kerong.web.words import choices


class RenewalForm(KerongForm):
    """Terms of the new loan, the conditions that hold, and the class that follows."""

    rate_ppm = RateField(label=_("Yearly rate"))
    months = forms.IntegerField(
        label=_("Term in months"),
        min_value=1,
        max_value=LONGEST_RENEWAL,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    held = forms.MultipleChoiceField(
        label=_("Conditions that hold"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Confirmed by you after looking; all five keep a normal loan normal."),
    )
    category = forms.ChoiceField(label=_("Class of the new loan"))
    grounds = reason_field(_("Grounds"), least=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, vocabulary in (("held", "renewal_condition"), ("category", "five_categories")):
            field: Any = self.fields[name]
            field.choices = choices(vocabulary)

    def answer(self) -> Answer:
        typed = dict(self.cleaned_data)
        return Answer(**{**typed, "held": tuple(typed["held"])})


class ExtensionForm(KerongForm):
    matures_on = day_field(_("New maturity"))
    grounds = reason_field(_("Grounds"), least=10)

    def answer(self) -> Answer:
        return Answer(**self.cleaned_data)


class SeenForm(KerongForm):
    """Which answer the second person has before them."""

    proposed_at = forms.DateTimeField(label=_("Answer"), widget=forms.HiddenInput)


class LoanRefusalForm(KerongForm):
    code = forms.ChoiceField(label=_("Reason"))
    words = words_field(_("Words to the firm"), least=10, help_text=_("The firm reads them."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        field: Any = self.fields["code"]
        field.choices = [
            ("", "—"),
            *((each.code, f"{each.code} {each.say(language)}") for each in REASONS.values()),
        ]


class PayoutForm(KerongForm):
    """The new loan as it was paid out."""

    bank_no = forms.CharField(label=_("Your number of the new loan"), max_length=64)
    renewed_on = day_field(_("Paid out on"))
    contract_on = contract_day()

    @classmethod
    def on(cls, day: date, *args: Any, **kwargs: Any) -> "PayoutForm":
        return cls(*args, initial={"renewed_on": day}, **kwargs)
