"""Forms of a take-up: contact, quote, papers, refusal, credit, disbursement."""

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kerong.cases.drafts import CreditTerms, Disbursement, QuotedFee, QuoteTerms
from kerong.cases.refusals import REFUSAL_CODES
from kerong.cases.words import AMOUNT, TERM
from kerong.web.fields import contract_day, day_field, reason_field, words_field
from kerong.web.forms import WAN, YUAN, KerongForm, MoneyField, RateField
from kerong.web.words import choices

FEES = (1, 2)


class ContactForm(KerongForm):
    words = reason_field(_("How was the firm contacted, and what was agreed?"), most=500)


class PapersForm(KerongForm):
    """One paper a line, asked once and completely."""

    papers = words_field(
        _("Papers, one a line"),
        least=2,
        most=2000,
        help_text=_("You can ask once; ask for everything."),
    )
    words = words_field(_("Words to the firm"), required=False)

    def clean_papers(self) -> list[str]:
        lines = (line.strip() for line in self.cleaned_data["papers"].splitlines())
        return [line for line in lines if line]


class RefusalForm(KerongForm):
    code = forms.ChoiceField(label=_("Reason"))
    words = words_field(_("Words to the firm"), least=10, help_text=_("The firm reads them."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        field: Any = self.fields["code"]
        field.choices = [
            ("", "—"),
            *((each.code, f"{each.code} {each.say(language)}") for each in REFUSAL_CODES.values()),
        ]


class QuoteForm(KerongForm):
    """A sealed quote; up to two fees beside the interest."""

    amount = MoneyField(label=_("Amount"), unit=WAN, least_fen=AMOUNT.least, most_fen=AMOUNT.most)
    rate = RateField(label=_("Yearly rate"))
    term_months = forms.IntegerField(
        label=_("Term in months"),
        min_value=TERM.least,
        max_value=TERM.most,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    method = forms.ChoiceField(label=_("Repayment"), choices=[])
    day_count = forms.ChoiceField(label=_("Counting of days"), choices=[])
    security = forms.ChoiceField(label=pgettext_lazy("loan", "Security"), choices=[])
    valid_until = day_field(_("Valid until"))
    fee_1_name = forms.CharField(label=_("Fee"), required=False, max_length=60)
    fee_1_when = forms.ChoiceField(label=pgettext_lazy("fee", "Paid"), required=False, choices=[])
    fee_1_amount = MoneyField(label=_("Amount of the fee"), unit=YUAN, required=False)
    fee_2_name = forms.CharField(label=_("Second fee"), required=False, max_length=60)
    fee_2_when = forms.ChoiceField(label=pgettext_lazy("fee", "Paid"), required=False, choices=[])
    fee_2_amount = MoneyField(label=_("Amount of the fee"), unit=YUAN, required=False)
    papers = words_field(_("Papers wanted for the decision, one a line"), most=2000, required=False)
    words = words_field(_("Words to the firm"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("method", "day_count", "security"):
            self._offer(name, choices(name))
        for no in FEES:
            self._offer(f"fee_{no}_when", choices("fee_when"))

    def _offer(self, name: str, found: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        for no in FEES:
            named, paid = cleaned.get(f"fee_{no}_name"), cleaned.get(f"fee_{no}_amount")
            if bool(named) != bool(paid) and f"fee_{no}_amount" not in self.errors:
                self.add_error(f"fee_{no}_amount", _("A fee needs a name and an amount."))
        return cleaned

    def terms(self) -> QuoteTerms:
        typed = self.cleaned_data
        lines = (line.strip() for line in typed["papers"].splitlines())
        return QuoteTerms(
            amount_fen=typed["amount"],
            rate_ppm=typed["rate"],
            term_months=typed["term_months"],
            method=typed["method"],
            day_count=typed["day_count"],
            security=typed["security"],
            valid_until=typed["valid_until"],
            fees=tuple(
                QuotedFee(
                    name=typed[f"fee_{no}_name"],
                    when=typed[f"fee_{no}_when"],
                    amount_fen=typed[f"fee_{no}_amount"],
                )
                for no in FEES
                if typed[f"fee_{no}_name"]
            ),
            papers=tuple(line for line in lines if line),
            words=typed["words"],
        )


class CreditForm(KerongForm):
    """The accepted amount, the accepted rate or a lower one, and why."""

    amount = MoneyField(label=_("Amount"), unit=WAN, least_fen=AMOUNT.least, most_fen=AMOUNT.most)
    rate = RateField(label=_("Yearly rate"), help_text=_("At most the rate quoted."))
    words = reason_field(_("Grounds of the decision"), least=10)

    def terms(self) -> CreditTerms:
        typed = self.cleaned_data
        return CreditTerms(amount_fen=typed["amount"], rate_ppm=typed["rate"], words=typed["words"])


class ReturnForm(KerongForm):
    words = reason_field(_("Why it goes back"), most=500)


class DisbursementForm(KerongForm):
    amount = MoneyField(
        label=_("Amount paid out"), unit=WAN, least_fen=AMOUNT.least, most_fen=AMOUNT.most
    )
    disbursed_on = day_field(_("Paid out on"))
    contract_on = contract_day()
    reference = forms.CharField(label=_("Your number of the loan"), max_length=64)

    def payout(self) -> Disbursement:
        typed = self.cleaned_data
        return Disbursement(
            disbursed_on=typed["disbursed_on"],
            contract_on=typed["contract_on"],
            amount_fen=typed["amount"],
            reference=typed["reference"],
        )


class AnswerForm(KerongForm):
    words = reason_field(_("Answer to the firm"), least=10, most=500)
