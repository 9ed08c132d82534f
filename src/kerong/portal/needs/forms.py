"""Forms of a need: what is wanted, of whom, what may be seen; reasons and ratings."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kerong.cases.drafts import NeedDraft
from kerong.cases.eligibility import LENDERS
from kerong.cases.models import Case
from kerong.cases.words import AMOUNT, TERM
from kerong.evidence.categories import categories
from kerong.parties.models import Institution
from kerong.web.fields import words_field
from kerong.web.forms import WAN, KerongForm, MoneyField
from kerong.web.words import choices

# What a lender looks at first; a firm may give more or less.
USUAL_CATEGORIES = (1, 5, 13, 14, 17, 23, 26, 32)


class NeedForm(KerongForm):
    """我要贷款. Field by field what `NeedDraft` holds."""

    amount = MoneyField(
        label=_("Amount"),
        unit=WAN,
        least_fen=AMOUNT.least,
        most_fen=AMOUNT.most,
        help_text=_("How much you need, as one number."),
    )
    term_months = forms.IntegerField(
        label=_("Term in months"),
        min_value=TERM.least,
        max_value=TERM.most,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    purpose = forms.ChoiceField(label=_("Purpose"), choices=[], widget=forms.RadioSelect)
    security = forms.ChoiceField(
        label=_("Security you can give"), choices=[], widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("In your own words"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("What is it for, and what should an institution know? Seen once taken."),
    )
    mode = forms.ChoiceField(label=_("Whom do you ask?"), choices=[], widget=forms.RadioSelect)
    addressed_to = forms.TypedChoiceField(
        label=_("Which institution"), required=False, coerce=int, empty_value=None
    )
    consent = forms.TypedMultipleChoiceField(
        label=_("What may an institution that takes the need see?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Until then everybody sees an anonymous card in bands only."),
    )
    listing = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("purpose", "security", "mode"):
            self._choices_of(name, choices(name))
        self._choices_of("addressed_to", [("", "—"), *lender_choices()])
        self._choices_of("consent", category_choices())

    def _choices_of(self, name: str, found: list[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = found

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = self.cleaned_data
        if cleaned.get("mode") == Case.Mode.DIRECTED and not cleaned.get("addressed_to"):
            self.add_error("addressed_to", _("Choose the institution you ask."))
        if cleaned.get("purpose") == Case.Purpose.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Say what the money is for."))
        return cleaned

    def draft(self, client_key: str, finding_digest: str = "") -> NeedDraft:
        """The need as typed, citing what was computed; only after the form was found valid."""
        typed = self.cleaned_data
        directed = typed["mode"] == Case.Mode.DIRECTED
        return NeedDraft(
            mode=typed["mode"],
            amount_fen=typed["amount"],
            term_months=typed["term_months"],
            purpose=typed["purpose"],
            security=typed["security"],
            consent_categories=tuple(typed["consent"]),
            addressed_to_id=typed["addressed_to"] if directed else None,
            listing_code=typed["listing"],
            words=typed["words"],
            finding_digest=finding_digest,
            client_key=client_key,
        )


class ReasonForm(KerongForm):
    """Why a need is withdrawn."""

    words = words_field(
        _("Reason"), least=4, help_text=_("Institutions that hold the need read it.")
    )


class RatingForm(KerongForm):
    """好差评: five levels and free words."""

    level = forms.TypedChoiceField(
        label=_("How were you served?"), coerce=int, choices=[], widget=forms.RadioSelect
    )
    words = words_field(_("What was good, what was not"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level: Any = self.fields["level"]
        level.choices = choices("level")


class AnswerForm(KerongForm):
    words = forms.CharField(
        label=_("Answer to the call for papers"),
        min_length=2,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )


def lender_choices() -> list[tuple[int, str]]:
    """Institutions that answer needs for loans, by name; one query."""
    lenders = Institution.objects.filter(suspended_at=None, kind__in=LENDERS)
    return list(lenders.order_by("name").values_list("pk", "name"))


def category_choices() -> list[tuple[int, str]]:
    language = get_language() or "zh-hans"
    return [(number, category.say(language)) for number, category in categories().items()]


def initial_need(asked: Mapping[str, object]) -> dict[str, Any]:
    """What a new form begins with: what the calculator handed over, and what is usual."""
    initial: dict[str, Any] = {
        "mode": Case.Mode.OPEN,
        "security": Case.Security.CREDIT,
        "purpose": Case.Purpose.WORKING_CAPITAL,
        "consent": list(USUAL_CATEGORIES),
    }
    return initial | {name: value for name, value in asked.items() if value}
