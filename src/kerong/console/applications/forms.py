"""Forms of the offices: what is missing, an opinion, a decision, an objection, a clause's desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.cases.applications.give_review import OpinionGiven
from kerong.cases.applications.propose_decision import Proposal
from kerong.cases.applications.reasons import REASONS
from kerong.cases.applications.turn_down import BEFORE_REVIEW
from kerong.parties.reads import departments
from kerong.web.formats import is_english
from kerong.web.forms import FilterForm, KerongForm, MoneyField
from kerong.web.words import choices

_ROWS = {"rows": 3}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def reason_choices(codes: Any = tuple(REASONS)) -> list[tuple[str, str]]:
    return [(code, REASONS[code].en if is_english() else REASONS[code].zh) for code in codes]


class SeenForm(KerongForm):
    """Which proposal the second person has before them."""

    proposed_at = forms.DateTimeField(widget=forms.HiddenInput)


class QueueFilters(FilterForm):
    q = forms.CharField(
        label=_("Firm, policy or number"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search"}),
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        field.choices = [*choices("application_filter"), *choices("application_state")]


class WordsForm(KerongForm):
    words = forms.CharField(
        label=_("Reason"), min_length=4, max_length=500, widget=forms.Textarea(_ROWS)
    )


class CorrectionForm(KerongForm):
    items = forms.CharField(
        label=_("What is missing, one a line"),
        max_length=3000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Everything at once: it can be asked one time only."),
    )
    words = forms.CharField(
        label=_("Remark"), required=False, max_length=500, widget=forms.Textarea(_ROWS)
    )

    def arguments(self) -> dict[str, Any]:
        return {"items": _lines(self.cleaned_data["items"]), "words": self.cleaned_data["words"]}


class ReasonForm(WordsForm):
    """A coded reason with words; `codes` of those that fit the step."""

    reason_code = forms.ChoiceField(label=pgettext_lazy("of a refusal", "Ground"), choices=[])
    field_order = ("reason_code", "words")
    codes: tuple[str, ...] = tuple(REASONS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reason_code"]
        field.choices = reason_choices(self.codes)


class TurnDownForm(ReasonForm):
    codes = BEFORE_REVIEW


class ReviewForm(KerongForm):
    opinion = forms.ChoiceField(
        label=pgettext_lazy("office", "Opinion"), widget=forms.RadioSelect, choices=[]
    )
    amount = MoneyField(label=_("Amount you see due"), required=False)
    words = forms.CharField(
        label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(_ROWS)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["opinion"]
        field.choices = choices("opinion")

    def arguments(self) -> dict[str, Any]:
        typed = self.cleaned_data
        given = OpinionGiven(
            opinion=typed["opinion"], words=typed["words"], amount_fen=typed["amount"]
        )
        return {"given": given}


class ProposalForm(KerongForm):
    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect, choices=[])
    amount = MoneyField(label=_("Amount of the grant"), required=False)
    reason_code = forms.ChoiceField(
        label=_("Ground, where it is not granted"), required=False, choices=[]
    )
    words = forms.CharField(
        label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(_ROWS)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["outcome"].choices = choices("decision_outcome")
        fields["reason_code"].choices = [("", "—"), *reason_choices()]

    def arguments(self) -> dict[str, Any]:
        typed = self.cleaned_data
        proposal = Proposal(
            outcome=typed["outcome"],
            amount_fen=typed["amount"],
            reason_code=typed["reason_code"],
            words=typed["words"],
        )
        return {"proposal": proposal}


class ResolveForm(KerongForm):
    objection_id = forms.IntegerField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=pgettext_lazy("objection", "Finding"), widget=forms.RadioSelect, choices=[]
    )
    answer = forms.CharField(
        label=_("Answer"), min_length=4, max_length=1000, widget=forms.Textarea(_ROWS)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["outcome"]
        field.choices = choices("objection_outcome")


class DeskForm(KerongForm):
    lead_id = forms.TypedChoiceField(label=_("Leading office"), coerce=int, choices=[])
    reviewers = forms.TypedMultipleChoiceField(
        label=_("Offices that review beside it"),
        required=False,
        coerce=int,
        choices=[],
        widget=forms.CheckboxSelectMultiple,
    )
    papers = forms.CharField(
        label=_("Papers asked, one a line"),
        required=False,
        max_length=3000,
        widget=forms.Textarea(_ROWS),
    )
    budget = forms.CharField(
        label=_("Budget that pays"),
        required=False,
        max_length=80,
        help_text=_("Its code; a clause that pays nothing needs none."),
    )
    publicity_days = forms.IntegerField(
        label=_("Working days of publicity"), min_value=5, max_value=60, initial=5
    )
    decides_at_once = forms.BooleanField(
        label=_("The rules may decide at once where everything is known and met"), required=False
    )
    adopts = forms.CharField(
        label=_("By which paper the office answers for unverified numbers"),
        required=False,
        max_length=300,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.pk, each.name) for each in departments()]
        fields: Any = self.fields
        fields["lead_id"].choices = offered
        fields["reviewers"].choices = offered

    def fields_of(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            **typed,
            "reviewers": tuple(each for each in typed["reviewers"] if each != typed["lead_id"]),
            "papers": tuple(_lines(typed["papers"])),
        }
