"""Forms of the steps of a claim; each gives what its act asks for."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.contracts.compensation.answer_correction import Correction
from kerong.contracts.compensation.attach_claim_paper import Paper
from kerong.contracts.compensation.parameters import QUESTIONS
from kerong.contracts.compensation.propose_decision import Proposed
from kerong.contracts.compensation.propose_exemption import ExemptionDraft
from kerong.contracts.loans.recovery_draft import RecoveryDraft
from kerong.web.fields import day_field, reason_field, words_field
from kerong.web.forms import FilterForm, KerongForm, MoneyField
from kerong.web.words import choices


class ReasonForm(KerongForm):
    words = reason_field(_("Reason"))

    def arguments(self) -> dict[str, Any]:
        return {"words": self.cleaned_data["words"]}


class LossForm(KerongForm):
    """Principal and interest lost, in yuan."""

    principal_fen = MoneyField(label=_("Principal"), least_fen=0)
    interest_fen = MoneyField(label=_("Normal interest"), least_fen=0)


class FileClaimForm(LossForm):
    words = words_field(_("Remark"), most=1000, required=False)


class CorrectionForm(LossForm):
    words = reason_field(_("What was put right"))

    def arguments(self) -> dict[str, Any]:
        return {"correction": Correction(**self.cleaned_data)}


class ProposalForm(LossForm):
    kind = forms.ChoiceField(label=_("Proposal"))
    words = reason_field(_("Grounds"))
    field_order = ("kind", "principal_fen", "interest_fen", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = choices("claim_proposal")
        self.order_fields(self.field_order)

    def arguments(self) -> dict[str, Any]:
        return {"proposed": Proposed(**self.cleaned_data)}


class SeenForm(KerongForm):
    """Carries when the proposal was made that the second person saw."""

    proposed_at = forms.CharField(widget=forms.HiddenInput)

    def clean_proposed_at(self) -> datetime:
        try:
            return datetime.fromisoformat(self.cleaned_data["proposed_at"])
        except ValueError as fault:
            raise forms.ValidationError(_("Please open the page again.")) from fault

    def arguments(self) -> dict[str, Any]:
        return {"proposed_at": self.cleaned_data["proposed_at"]}


class PaperForm(KerongForm):
    kind = forms.ChoiceField(label=_("What it proves"))
    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = choices("claim_paper")

    def arguments(self) -> dict[str, Any]:
        file = self.cleaned_data["file"]
        return {"paper": Paper(self.cleaned_data["kind"], file.name, file.read())}


class DiligenceForm(KerongForm):
    """One choice for each duty, with words where the answer is no."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = dict(choices("diligence"))
        for question in QUESTIONS:
            self.fields[question] = forms.ChoiceField(
                label=titles[question], choices=choices("claim_duty_answer")
            )
        self.fields["words"] = words_field(_("Remark"), required=False)

    def arguments(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {"answers": {each: (typed[each], typed["words"]) for each in QUESTIONS}}


class ExemptionForm(KerongForm):
    staff = forms.CharField(label=_("Staff it is about"), min_length=2, max_length=200)
    outcome = forms.ChoiceField(label=_("Decision"))
    grounds = reason_field(_("Grounds"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.choices = choices("exemption")

    def arguments(self) -> dict[str, Any]:
        return {"draft": ExemptionDraft(**self.cleaned_data)}


class AgreeForm(KerongForm):
    """A second person agrees, or sends it back with words."""

    agrees = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("yes", _("I agree")), ("no", _("Send it back"))],
        coerce=lambda text: text == "yes",
    )
    words = words_field(_("Reason"), required=False)


class RecoveryForm(KerongForm):
    reference = forms.CharField(label=_("Your reference"), max_length=80)
    recovered_on = day_field(_("Recovered on"))
    recovered_fen = MoneyField(label=pgettext_lazy("recovery", "Amount recovered"))
    costs_fen = MoneyField(label=_("Costs of recovery"), least_fen=0)
    words = words_field(_("Remark"), required=False)

    def arguments(self) -> dict[str, Any]:
        return {"draft": RecoveryDraft(**self.cleaned_data)}


class ChosenForm(KerongForm):
    """One of several rows that wait."""

    row = forms.TypedChoiceField(label=_("Which"), coerce=int)

    def __init__(self, rows: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["row"]
        field.choices = rows


class ChosenReasonForm(ChosenForm):
    words = reason_field(_("Reason"), most=500)


class ClaimsForm(FilterForm):
    find = forms.CharField(label=_("Number, firm or initials"), required=False, max_length=40)
    state = forms.ChoiceField(label=_("State"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state: Any = self.fields["state"]
        state.choices = [("", _("all")), ("open", _("open")), *choices("claim_state")]
        kind: Any = self.fields["kind"]
        kind.choices = [("", _("all")), *choices("claim_kind")]
