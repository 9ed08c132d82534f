"""Forms by which a bank promises a renewal and tells of the new loan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kerong.contracts.bridges.propose_opinion import Opinion
from kerong.contracts.bridges.record_new_loan import LONGEST_MONTHS, Drawn
from kerong.web.fields import contract_day, day_field, reason_field
from kerong.web.forms import KerongForm, MoneyField, RateField
from kerong.web.words import choices


class OpinionForm(KerongForm):
    """The promise of the bank."""

    promised_fen = MoneyField(label=_("Amount of the new loan promised"))
    promised_ppm = RateField(label=_("Yearly rate at most"), least_ppm=1)
    letter_no = forms.CharField(label=_("Number of the commitment letter"), max_length=80)
    promised_until = day_field(_("The promise holds until"))
    opinion = reason_field(_("Opinion on the arrangement"))

    def opinion_given(self) -> Opinion:
        return Opinion(**self.cleaned_data)


class SignForm(KerongForm):
    """Which opinion the second person has before them."""

    opined_at = forms.DateTimeField(widget=forms.HiddenInput)


class BridgeWordsForm(KerongForm):
    words = reason_field(_("Reason"))


class DrawnForm(KerongForm):
    """The new loan as it was drawn."""

    bank_no = forms.CharField(label=_("Your number of the new loan"), max_length=64)
    principal_fen = MoneyField(label=_("Principal"))
    rate_ppm = RateField(label=_("Yearly rate"))
    months = forms.IntegerField(
        label=_("Term in months"),
        min_value=1,
        max_value=LONGEST_MONTHS,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    method = forms.ChoiceField(label=_("Repayment"), choices=lambda: choices("method"))
    drawn_on = day_field(_("Paid out on"))
    contract_on = contract_day()

    def drawn(self) -> Drawn:
        return Drawn(**self.cleaned_data)
