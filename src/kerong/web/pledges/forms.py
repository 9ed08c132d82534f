"""Forms of the steps of a right, a valuation and a pledge, whoever takes them."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kerong.contracts.pledges.ask_change import Change
from kerong.contracts.pledges.assess_asset import Told
from kerong.contracts.pledges.give_valuation import METHODS, Valued
from kerong.contracts.pledges.keep_asset import NewAsset
from kerong.contracts.pledges.models import AssetReading, IpAsset, Realisation
from kerong.contracts.pledges.note_reading import Reading
from kerong.contracts.pledges.order_valuation import valuers
from kerong.contracts.pledges.reads import PledgePage
from kerong.contracts.pledges.record_realisation import Realised
from kerong.web.fields import day_field, words_field
from kerong.web.forms import WAN, KerongForm, MoneyField, RateField
from kerong.web.words import said


def codes_field(label: Any, codes: Any, words: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=lambda: [(c, said(c, words)) for c in codes])


class NothingForm(KerongForm):
    """A step that needs nothing typed."""


class WordsForm(KerongForm):
    words = words_field(_("Reason"), most=1000)


class AssetForm(KerongForm):
    """A right of the firm, as it stands in the register."""

    kind = codes_field(_("Kind of right"), IpAsset.Kind.values, "ip_kind")
    number = forms.CharField(
        label=_("Registration number"), max_length=80, help_text=_("Such as ZL202010123456.7.")
    )
    title = forms.CharField(label=_("Title of the right"), max_length=200)
    filed_on = day_field(_("Filed on"), required=False)
    same_day = forms.BooleanField(
        label=_("An invention was filed for the same creation on the same day"), required=False
    )

    def asset(self) -> NewAsset:
        return NewAsset(**self.cleaned_data)


class ReadingForm(KerongForm):
    """What the register says; dates that are not known stay empty."""

    observed_on = day_field(_("Looked up on"))
    status = codes_field(_("Legal status"), AssetReading.Status.values, "ip_status")
    expires_on = day_field(_("Right ends on"), required=False)
    fee_until_on = day_field(_("Annual fee paid until"), required=False)
    words = forms.CharField(label=_("Remark"), required=False, max_length=300)

    def reading(self) -> Reading:
        return Reading(**self.cleaned_data)


class CoOwnerForm(KerongForm):
    name = forms.CharField(
        label=_("Co-owner"),
        max_length=120,
        help_text=_("As the register has it; each co-owner consents to each pledge."),
    )


class SheetForm(KerongForm):
    """What only the firm can tell of a patent; what is left open stays unknown."""

    value_fen = MoneyField(label=_("What we think it is worth"), unit=WAN)
    claims = forms.IntegerField(label=_("Claims"), required=False, min_value=0, max_value=1000)
    citations = forms.IntegerField(
        label=_("Cited by later patents"), required=False, min_value=0, max_value=100_000
    )
    has_family = forms.NullBooleanField(
        label=_("Family abroad or PCT"),
        required=False,
        widget=forms.Select(choices=[("", _("not known")), ("true", _("yes")), ("false", _("no"))]),
    )
    revenue_ppm = RateField(
        label=_("Share of revenue of products that use it"), required=False, most_ppm=1_000_000
    )

    def told(self) -> Told:
        return Told(**self.cleaned_data)


class OrderForm(KerongForm):
    """Whom the firm asks for a valuation; a bank may value by itself, free of charge."""

    institution_id = forms.TypedChoiceField(label=_("Who values it"), coerce=int)
    words = words_field(_("What they should know"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["institution_id"]
        field.choices = [
            (row.pk, f"{row.name} · {said(row.kind, 'institution_kind')}") for row in valuers()
        ]


class ValuedForm(KerongForm):
    """The report of a valuation."""

    value_fen = MoneyField(label=_("Assessed value"), unit=WAN)
    valued_on = day_field(_("Valued as of"))
    valid_until = day_field(_("Valid until"))
    method = codes_field(_("Method"), METHODS, "valuation_method")
    report_no = forms.CharField(label=_("Number of the report"), max_length=80)
    fee_fen = MoneyField(label=_("Fee charged"), least_fen=0, initial=0)
    words = words_field(_("Remark"), required=False)

    def valued(self) -> Valued:
        return Valued(**self.cleaned_data)


class ConsentForm(KerongForm):
    """The letter of one co-owner."""

    co_owner_id = forms.TypedChoiceField(label=_("Co-owner"), coerce=int)
    consented_on = day_field(_("Day of the letter"))
    letter_no = forms.CharField(label=_("Number of the letter"), max_length=80)

    def __init__(self, page: PledgePage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["co_owner_id"]
        field.choices = [(row.pk, f"{row.name} · {row.asset}") for row in page.owners_waiting]


class ProposalForm(KerongForm):
    contract_no = forms.CharField(label=_("Number of the pledge contract"), max_length=80)
    grounds = words_field(_("Grounds"), most=1000)


class SignatureForm(KerongForm):
    """Which proposal the second person has before them."""

    proposed_at = forms.DateTimeField(widget=forms.HiddenInput)


class FilingForm(KerongForm):
    """Which filing the reader has before them."""

    filing_no = forms.CharField(widget=forms.HiddenInput)


class FilingWordsForm(FilingForm):
    words = words_field(_("What is missing, or what was put right"), most=1000)


class EntryForm(FilingForm):
    certificate_no = forms.CharField(label=_("Number in the register"), max_length=80)
    registered_on = day_field(_("Entered in the register on"))


class RefusalForm(FilingForm):
    """One of the grounds of the table, and words."""

    code = forms.ChoiceField(label=_("Ground of refusal"))
    words = words_field(_("Reason"), most=1000)

    def __init__(self, page: PledgePage, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = (get_language() or "").startswith("en")
        field: Any = self.fields["code"]
        field.choices = [
            (each.code, each.title.en if english else each.title.zh) for each in page.reasons
        ]


class ChangeForm(KerongForm):
    """What shall hold instead; what stays empty stays as it is."""

    secured_fen = MoneyField(label=_("Debt secured from now on"), unit=WAN, required=False)
    loan_no = forms.CharField(
        label=_("Loan that renewed the old one"),
        required=False,
        max_length=32,
        help_text=_("Its number, when the pledge goes over to it."),
    )
    words = words_field(_("Remark"), most=1000, required=False)

    def change(self) -> Change:
        return Change(**self.cleaned_data)


class RealisedForm(KerongForm):
    """What a pledged right brought after a default."""

    way = codes_field(_("How it was realised"), Realisation.Way.values, "realisation_way")
    proceeds_fen = MoneyField(label=_("Proceeds"))
    costs_fen = MoneyField(label=_("Costs of it"), least_fen=0, initial=0)
    realised_on = day_field(_("Received on"))
    reference = forms.CharField(label=_("Bank's number of the receipt"), max_length=80)
    words = words_field(_("Remark"), required=False)

    def realised(self) -> Realised:
        return Realised(**self.cleaned_data)
