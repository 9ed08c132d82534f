"""The form of a standing consent."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kerong.evidence.categories import categories
from kerong.evidence.consent import LOAN_NEED, POST_LOAN, PRE_SCREEN, Terms
from kerong.parties.models import Institution
from kerong.web.forms import KerongForm

_USUAL_DAYS = 180
_PURPOSES = (
    (LOAN_NEED, _("deciding on a loan")),
    (PRE_SCREEN, _("working out a pre-approved limit")),
    (POST_LOAN, _("following a loan after it was paid out")),
)


class ConsentForm(KerongForm):
    """Receiver, purpose, categories and last day."""

    institution = forms.ModelChoiceField(
        label=_("Institution"), queryset=Institution.objects.none(), empty_label="—"
    )
    purpose = forms.ChoiceField(
        label=_("Purpose"), choices=_PURPOSES, widget=forms.RadioSelect, initial=LOAN_NEED
    )
    categories = forms.TypedMultipleChoiceField(
        label=_("Categories of data"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A figure computed from several categories is shown only if all are given."),
    )
    expires_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh-hans"
        open_to = Institution.objects.filter(suspended_at=None).order_by("name")
        self.fields["institution"].queryset = open_to  # type: ignore[attr-defined]
        self.fields["categories"].choices = [  # type: ignore[attr-defined]
            (number, f"{number} {held.say(language)}") for number, held in categories().items()
        ]
        self.fields["expires_on"].initial = today + timedelta(days=_USUAL_DAYS)

    def terms(self) -> Terms:
        """What the firm agrees to, from a valid form."""
        typed = self.cleaned_data
        return Terms(
            institution_id=typed["institution"].pk,
            purpose=typed["purpose"],
            categories=frozenset(typed["categories"]),
            expires_on=typed["expires_on"],
        )
