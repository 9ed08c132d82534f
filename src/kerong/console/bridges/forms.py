"""Forms by which the office decides about bridges and keeps its funds."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kerong.contracts.bridges.hindrances import CODES
from kerong.contracts.bridges.open_fund import NewFund
from kerong.contracts.bridges.record_coordination import Decided
from kerong.contracts.bridges.record_receipt import Receipt
from kerong.contracts.bridges.set_terms import MOST_LATE_PPM, NewTerms
from kerong.rules.programmes.shipped import bridge_funds
from kerong.web.fields import day_field, reason_field
from kerong.web.forms import WAN, KerongForm, MoneyField, RateField
from kerong.web.words import choices, said


def _codes(label: Any, **kwargs: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=lambda: [(code, said(code, "bridge_hindrance")) for code in CODES],
        widget=forms.CheckboxSelectMultiple,
        **kwargs,
    )


class NothingForm(KerongForm):
    """A step that needs nothing typed."""


class GroundsForm(KerongForm):
    grounds = reason_field(_("Grounds"))


class ReasonForm(KerongForm):
    words = reason_field(_("Reason"))


class ApprovalForm(KerongForm):
    """Which proposal the second officer has before them."""

    proposed_at = forms.DateTimeField(widget=forms.HiddenInput)


class CoordinationForm(KerongForm):
    """Who met, and what they agreed stands in the way no longer."""

    held_on = day_field(_("Day of the meeting"))
    participants = forms.CharField(
        label=_("Who took part, one a line"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
    )
    lifted = forms.MultipleChoiceField(label=_("Lifted"), widget=forms.CheckboxSelectMultiple)
    words = reason_field(_("What was agreed"), most=2000)

    def __init__(self, codes: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["lifted"]
        field.choices = [(code, said(code, "bridge_hindrance")) for code in codes]

    def decided(self) -> Decided:
        known = self.cleaned_data
        return Decided(
            held_on=known["held_on"],
            participants=tuple(known["participants"].splitlines()),
            lifted=tuple(known["lifted"]),
            words=known["words"],
        )


class ConfirmationForm(KerongForm):
    """Which decision the second officer has before them."""

    coordination_id = forms.IntegerField(widget=forms.HiddenInput)


class ReceiptForm(KerongForm):
    """Money that came into the escrow."""

    kind = forms.ChoiceField(label=_("From"), choices=lambda: choices("bridge_receipt"))
    amount_fen = MoneyField(label=_("Amount"))
    received_on = day_field(_("Came in on"))
    reference = forms.CharField(
        label=_("Number of the bank"),
        max_length=80,
        help_text=_("The same number again changes nothing."),
    )

    def receipt(self) -> Receipt:
        return Receipt(**self.cleaned_data)


class TermsForm(KerongForm):
    """What the district asks beyond the programme, from a day on."""

    since = day_field(_("From"))
    excluded = _codes(_("A coordination decision has to lift"), required=False)
    barred = _codes(_("Nothing lifts"), required=False)
    own_share_ppm = RateField(label=_("Own part at least"), most_ppm=999_999)
    late_rate_ppm = RateField(label=_("A day beyond the last costs"), most_ppm=MOST_LATE_PPM)
    basis = forms.CharField(label=_("Document"), max_length=300)
    verified = forms.BooleanField(label=_("Read in the official text"), required=False)

    def terms(self) -> NewTerms:
        known = self.cleaned_data
        names = ("since", "own_share_ppm", "late_rate_ppm", "basis", "verified")
        return NewTerms(
            excluded=tuple(known["excluded"]),
            barred=tuple(known["barred"]),
            **{name: known[name] for name in names},
        )


class FundForm(TermsForm):
    """A fund with its first conditions."""

    key = forms.SlugField(label=_("Code"), max_length=40)
    title = forms.CharField(label=_("Name"), max_length=120)
    programme = forms.ChoiceField(label=_("Programme"))

    field_order = ("key", "title", "programme")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        field: Any = self.fields["programme"]
        field.choices = [
            (key, table.title.en if language.startswith("en") else table.title.zh)
            for key, table in bridge_funds().items()
        ]

    def fund(self) -> NewFund:
        known = self.cleaned_data
        return NewFund(
            key=known["key"],
            title=known["title"],
            programme=known["programme"],
            terms=self.terms(),
        )


class GrantForm(KerongForm):
    """Money into the fund or back to the treasury."""

    direction = forms.ChoiceField(label=_("Direction"), choices=lambda: choices("bridge_grant"))
    amount_fen = MoneyField(label=_("Amount"), unit=WAN)
    document_no = forms.CharField(
        label=_("Number of the document"),
        max_length=80,
        help_text=_("The same document again changes nothing."),
    )
