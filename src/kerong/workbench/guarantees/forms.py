"""Forms of guarantees: terms of an agreement, asking, opinion, diligence, fees, extension."""

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from kerong.contracts.guarantees.diligence import SideDiligence
from kerong.contracts.guarantees.models import Agreement
from kerong.contracts.guarantees.programmes import (
    FIRM_CLASSES,
    programme_choices,
    split_choices,
)
from kerong.contracts.guarantees.record_diligence import MOST_WORDS
from kerong.contracts.guarantees.values import AgreementDraft, LetterWish
from kerong.parties.models import Institution
from kerong.web.fields import day_field, reason_field, words_field
from kerong.web.forms import WAN, KerongForm, MoneyField, RateField
from kerong.web.words import choices


def _told(rows: Any) -> list[tuple[str, str]]:
    english = (get_language() or "zh-hans").startswith("en")
    return [(code, en if english else zh) for code, zh, en in rows]


def _count(label: Any, initial: int, most: int) -> forms.IntegerField:
    widget = forms.NumberInput({"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, initial=initial, min_value=1, max_value=most, widget=widget
    )


class AgreementForm(KerongForm):
    """The terms a guarantor offers a bank; they bind nobody before the bank signs."""

    bank_id = forms.TypedChoiceField(label=_("Bank"), coerce=int)
    programme = forms.ChoiceField(label=pgettext_lazy("guarantee", "Programme"))
    split_key = forms.ChoiceField(label=_("Loss split"))
    form = forms.ChoiceField(label=_("Form"))
    covered_ppm = RateField(label=_("Part covered"), most_ppm=1_000_000, initial=800_000)
    reguarantee_ppm = RateField(label=_("Part re-guaranteed"), most_ppm=1_000_000, initial=0)
    ticket_cap_fen = MoneyField(label=_("Cap of one letter"), unit=WAN)
    firm_cap_fen = MoneyField(label=_("Cap of one firm"), unit=WAN)
    fee_ppm = RateField(label=_("Fee a year"))
    fee_timing = forms.ChoiceField(label=_("Fee is asked for"))
    claim_line_ppm = RateField(label=_("Claim-rate line"))
    claim_after_days = _count(_("Days in arrears before a claim"), 60, 365)
    claim_within_days = _count(_("Days to pay a claim"), 30, 365)
    letter_days = _count(_("Days a letter is valid"), 90, 365)
    tail_months = _count(_("Months liable after maturity"), 6, 36)
    classes = forms.MultipleChoiceField(
        label=_("Firms that may enter"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Any of the chosen classes; none chosen lets every firm in."),
    )
    from_on = day_field(_("In force from"))
    to_on = day_field(_("In force until"))
    words = words_field(_("Remark"), most=1000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        banks = Institution.objects.filter(kind="bank", suspended_at=None).order_by("name")
        lists: dict[str, Any] = {
            "bank_id": list(banks.values_list("pk", "name")),
            "programme": _told(programme_choices()),
            "split_key": _told(split_choices()),
            "form": choices("guarantee_form"),
            "fee_timing": choices("fee_timing"),
            "classes": _told(FIRM_CLASSES),
        }
        for name, rows in lists.items():
            field: Any = self.fields[name]
            field.choices = rows

    def draft(self) -> AgreementDraft:
        typed = dict(self.cleaned_data)
        return AgreementDraft(**{**typed, "classes": tuple(typed["classes"])})


class AskForm(KerongForm):
    """Under which agreement, and how much of the approved credit."""

    agreement_no = forms.ChoiceField(label=_("Agreement"))
    amount_fen = MoneyField(label=_("Amount to guarantee"), unit=WAN)
    words = words_field(_("Words to the guarantor"), most=1000, required=False)

    def __init__(self, agreements: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agreement_no"]
        field.choices = agreements

    def wish(self) -> LetterWish:
        return LetterWish(**self.cleaned_data)


class OpinionForm(KerongForm):
    grounds = reason_field(_("Opinion"), least=10)


class SeenForm(KerongForm):
    """Which opinion the second person has before them."""

    proposed_at = forms.DateTimeField(label=_("Opinion"), widget=forms.HiddenInput)


class ReasonForm(KerongForm):
    words = reason_field(_("Reason"), least=10)


class PaperForm(KerongForm):
    title = forms.CharField(label=_("What it is"), max_length=120)
    file = forms.FileField(label=_("File"))


class ExtensionForm(KerongForm):
    matures_on = day_field(_("New maturity"))
    words = reason_field(_("Reason"), least=2, most=500)


class ExtensionAnswerForm(KerongForm):
    agreed = forms.TypedChoiceField(
        label=_("Answer"),
        choices=[("yes", _("I agree")), ("no", _("I do not agree"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    words = words_field(_("Words"), required=False)


class ReceiptForm(KerongForm):
    received_on = day_field(_("Day"))
    reference = forms.CharField(label=_("Your reference"), max_length=120)


class WaiverForm(KerongForm):
    words = reason_field(_("Policy or reason"), least=5, most=500)


class DiligenceForm(KerongForm):
    """One answer and a word for every item of the side's list."""

    words = words_field(_("Conclusion"), most=1000, required=False)

    def __init__(self, found: SideDiligence, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [row.item.code for row in found.rows]
        language = get_language() or "zh-hans"
        for row in found.rows:
            self.fields[f"answer_{row.item.code}"] = forms.ChoiceField(
                label=row.item.say(language),
                choices=choices("diligence_answer"),
                initial=row.answer or None,
                widget=forms.RadioSelect,
            )
            self.fields[f"words_{row.item.code}"] = forms.CharField(
                label=_("What was seen"), max_length=MOST_WORDS, required=False, initial=row.words
            )
        self.order_fields([name for name in self.fields if name != "words"])

    def answers(self) -> dict[str, tuple[str, str]]:
        typed = self.cleaned_data
        return {code: (typed[f"answer_{code}"], typed[f"words_{code}"]) for code in self.codes}


def agreement_title(row: Agreement) -> str:
    """ "GA2026-000001 · 示例担保 · batch" in a list of choices."""
    form = dict(choices("guarantee_form"))[row.form]
    return f"{row.no} · {row.guarantor.name} · {form}"
