"""The form by which a firm offers its rights as security on a loan."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kerong.contracts.loans.models import Loan
from kerong.contracts.pledges.offer_pledge import Offer
from kerong.contracts.pledges.offerable import Offered
from kerong.contracts.pledges.programmes import register_of, registration_on
from kerong.rules.programmes.pledges import RefusalReason
from kerong.web.fields import words_field
from kerong.web.formats import money
from kerong.web.forms import WAN, KerongForm, MoneyField


class OfferForm(KerongForm):
    """Which rights on which valuation, how much they secure, what the firm insists on."""

    valuations = forms.MultipleChoiceField(
        label=_("Rights, each on its valuation"), widget=forms.CheckboxSelectMultiple
    )
    secured_fen = MoneyField(label=_("Debt secured"), unit=WAN)
    insisted = forms.MultipleChoiceField(
        label=_("We have been told of this and insist on the registration"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = words_field(
        _("Explanation"), most=1000, required=False, help_text=_("Needed where you insist.")
    )

    def __init__(self, loan: Loan, offered: list[Offered], *args: Any, **kwargs: Any) -> None:
        most = sum(each.cover_fen for each in offered)
        kwargs.setdefault("initial", {"secured_fen": min(loan.outstanding_fen, most) or None})
        super().__init__(*args, **kwargs)
        valuations: Any = self.fields["valuations"]
        valuations.choices = [(each.valuation.no, _shown(each)) for each in offered]
        insisted: Any = self.fields["insisted"]
        english = (get_language() or "").startswith("en")
        found = {each.code: each.title for each in _waivable(loan, offered)}
        insisted.choices = [
            (code, title.en if english else title.zh) for code, title in found.items()
        ]

    def offer(self) -> Offer:
        told = self.cleaned_data
        return Offer(
            **{
                **told,
                "valuations": tuple(told["valuations"]),
                "insisted": tuple(told["insisted"]),
            }
        )


def _waivable(loan: Loan, offered: list[Offered]) -> list[RefusalReason]:
    """Grounds that yield, in the registers of what can be offered."""
    day = loan.disbursed_on
    registers = sorted({register_of(each.valuation.asset.kind, day) for each in offered})
    rows = (registration_on(day, register) for register in registers)
    return [each for row in rows for each in row.terms.refusals if each.waivable]


def _shown(each: Offered) -> str:
    row = each.valuation
    most = _("secures at most %(amount)s") % {"amount": money(each.cover_fen)}
    return f"{row.asset} · {row.institution} {money(row.value_fen)} · {most}"
