"""Forms of insurance; each gives what its act asks for."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kerong.contracts.insurance.ask_quotes import InquiryDraft, insurers
from kerong.contracts.insurance.file_insurance_claim import InsuranceClaimDraft
from kerong.contracts.insurance.give_quote import QuoteTerms
from kerong.contracts.insurance.models import InsuranceQuote, InsuranceRecovery
from kerong.contracts.insurance.propose_payout import PayoutProposal
from kerong.contracts.insurance.receive_premium import PremiumReceipt
from kerong.contracts.insurance.report_payout import PayoutPaid
from kerong.contracts.loans.recovery_draft import RecoveryDraft
from kerong.contracts.pledges.models import Pledge
from kerong.web.fields import day_field, reason_field, words_field
from kerong.web.formats import day, money, rate
from kerong.web.forms import FilterForm, KerongForm, MoneyField, RateField
from kerong.web.words import choices

MILLION = 1_000_000


def _seen(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        raise forms.ValidationError(_("Please open the page again.")) from fault


class ListForm(FilterForm):
    """Filters of a list: number, firm or loan; state; kind."""

    find = forms.CharField(label=_("Number, firm or loan"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, states: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, vocabulary in (("state", states), ("kind", "insurance_kind")):
            field: Any = self.fields[name]
            field.choices = [("", _("all")), *choices(vocabulary)]


class InquiryForm(KerongForm):
    """About a loan: which kind, how much, how long, whom to ask; of which pledge, if of one."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    pledge_no = forms.ChoiceField(
        label=_("Pledge to insure"),
        required=False,
        help_text=_("Needed for pledge guarantee insurance."),
    )
    insurer_ids = forms.TypedMultipleChoiceField(
        label=_("Insurers to ask"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("They see this inquiry and what is owed on the loan."),
    )
    wanted_fen = MoneyField(label=_("Sum to insure"))
    months = forms.IntegerField(label=_("Months of cover"), min_value=1, max_value=120)
    answer_on = day_field(_("Answers wanted by"), required=False)
    words = words_field(_("Remark"), most=1000, required=False)

    def __init__(self, pledges: list[Pledge], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        offered = ("loan", "pledge") if pledges else ("loan",)
        kind.choices = [pair for pair in choices("insurance_kind") if pair[0] in offered]
        pledge: Any = self.fields["pledge_no"]
        pledge.choices = [
            ("", "—"),
            *((row.no, f"{row.no} · {money(row.secured_fen)}") for row in pledges),
        ]
        asked: Any = self.fields["insurer_ids"]
        asked.choices = list(insurers().values_list("pk", "name"))

    def draft(self, loan_no: str) -> InquiryDraft:
        typed = dict(self.cleaned_data)
        chosen = tuple(typed.pop("insurer_ids"))
        return InquiryDraft(loan_no=loan_no, insurer_ids=chosen, **typed)


class ServiceInquiryForm(KerongForm):
    """About a service one insurer offers."""

    wanted_fen = MoneyField(label=_("Sum to insure"))
    months = forms.IntegerField(label=_("Months of cover"), min_value=1, max_value=120)
    answer_on = day_field(_("Answers wanted by"), required=False)
    words = reason_field(_("Risk to insure"))

    def draft(self, listing_code: str) -> InquiryDraft:
        return InquiryDraft(kind="technology", listing_code=listing_code, **self.cleaned_data)


class QuoteForm(KerongForm):
    """What the insurer offers; the premium is computed from it."""

    product = forms.CharField(label=_("Clauses and their filing number"), max_length=200)
    insured_fen = MoneyField(label=_("Sum insured"))
    cover_ppm = RateField(
        label=_("Share of the loss paid"), least_ppm=1, most_ppm=MILLION, initial=800_000
    )
    deductible_fen = MoneyField(label=_("Deductible"), least_fen=0, initial=0)
    covers_interest = forms.BooleanField(label=_("Normal interest is covered"), required=False)
    rate_ppm = RateField(
        label=_("Yearly premium rate"),
        least_ppm=1,
        help_text=_("Premium = sum insured × rate × days ÷ 365, rounded to the fen."),
    )
    from_on = day_field(_("First day of cover"))
    to_on = day_field(_("Last day of cover"))
    valid_until = day_field(_("The quote holds until"))
    waiting_days = forms.IntegerField(
        label=_("Days of waiting after the oldest unpaid due day"),
        min_value=0, max_value=365, initial=60,
    )  # fmt: skip
    decide_days = forms.IntegerField(
        label=_("Days to decide a claim"), min_value=1, max_value=365, initial=30
    )
    instalments = forms.IntegerField(
        label=_("Instalments of the premium"), min_value=1, max_value=12, initial=1
    )
    grace_days = forms.IntegerField(
        label=_("Days of grace for later instalments"), min_value=0, max_value=90, initial=0
    )
    words = words_field(_("Special terms"), most=1000, required=False)

    def arguments(self) -> dict[str, Any]:
        return {"terms": QuoteTerms(**self.cleaned_data)}


class ReasonForm(KerongForm):
    words = reason_field(_("Reason"), most=500)

    def arguments(self) -> dict[str, Any]:
        return {"words": self.cleaned_data["words"]}


class AcceptForm(KerongForm):
    """One of the quotes that hold, as it was compared."""

    quote = forms.ChoiceField(label=_("Quote"), widget=forms.RadioSelect)

    def __init__(self, held: list[InsuranceQuote], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["quote"]
        field.choices = [(_key(row), _title(row)) for row in held]

    def arguments(self) -> dict[str, Any]:
        pk, _sep, seen = self.cleaned_data["quote"].partition("@")
        return {"quote_id": int(pk), "quoted_at": _seen(seen)}


def _key(row: InsuranceQuote) -> str:
    return f"{row.pk}@{row.quoted_at.isoformat() if row.quoted_at else ''}"


def _title(row: InsuranceQuote) -> str:
    parts = [row.insurer.name, money(row.premium_fen), money(row.insured_fen), rate(row.cover_ppm)]
    return " · ".join([*parts, f"{day(row.from_on)} – {day(row.to_on)}"])


class PremiumForm(KerongForm):
    amount_fen = MoneyField(label=_("Premium received"))
    received_on = day_field(_("Day it came in"))
    reference = forms.CharField(label=_("Your reference"), max_length=80)
    insurer_no = forms.CharField(label=_("Your number of the policy"), max_length=60)

    def arguments(self) -> dict[str, Any]:
        return {"receipt": PremiumReceipt(**self.cleaned_data)}


class RefundForm(KerongForm):
    refunded_on = day_field(_("Day it was given back"))
    reference = forms.CharField(label=_("Your reference"), max_length=80)

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class LossForm(KerongForm):
    principal_fen = MoneyField(label=_("Principal"), least_fen=0)
    interest_fen = MoneyField(label=_("Normal interest"), least_fen=0)


class ClaimForm(LossForm):
    words = words_field(_("Remark"), most=1000, required=False)

    def arguments(self) -> dict[str, Any]:
        return {"draft": InsuranceClaimDraft(**self.cleaned_data)}


class PayoutForm(LossForm):
    """The loss recognised; what is paid of it follows from the policy."""

    kind = forms.ChoiceField(label=_("Proposal"))
    words = reason_field(_("Grounds"))
    field_order = ("kind", "principal_fen", "interest_fen", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = choices("insurance_proposal")
        self.order_fields(self.field_order)

    def arguments(self) -> dict[str, Any]:
        return {"proposal": PayoutProposal(**self.cleaned_data)}


class SeenForm(KerongForm):
    """Carries when the proposal was made that the second person saw."""

    proposed_at = forms.CharField(widget=forms.HiddenInput)

    def clean_proposed_at(self) -> datetime:
        return _seen(self.cleaned_data["proposed_at"])

    def arguments(self) -> dict[str, Any]:
        return {"proposed_at": self.cleaned_data["proposed_at"]}


class PaidForm(KerongForm):
    paid_on = day_field(_("Day it was paid"))
    reference = forms.CharField(label=_("Your reference"), max_length=80)

    def arguments(self) -> dict[str, Any]:
        return {"paid": PayoutPaid(**self.cleaned_data)}


class RecoveryForm(KerongForm):
    reference = forms.CharField(label=_("Your reference"), max_length=80)
    recovered_on = day_field(_("Day it came in"))
    recovered_fen = MoneyField(label=_("Recovered"))
    costs_fen = MoneyField(label=_("Costs of recovery"), least_fen=0, initial=0)
    words = words_field(_("Remark"), required=False)

    def arguments(self) -> dict[str, Any]:
        return {"draft": RecoveryDraft(**self.cleaned_data)}


class RecoveryChoiceForm(KerongForm):
    """Which of the recoveries the other side reported."""

    recovery_id = forms.TypedChoiceField(label=_("Recovery"), coerce=int)

    def __init__(self, held: list[InsuranceRecovery], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["recovery_id"]
        field.choices = [
            (row.pk, f"{day(row.recovered_on)} · {money(row.recovered_fen)} · {row.reference}")
            for row in held
        ]

    def arguments(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class RecoveryReasonForm(RecoveryChoiceForm):
    words = reason_field(_("Reason"), most=500)
