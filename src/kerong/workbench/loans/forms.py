"""Forms of loan reports: one form per kind, with just the figures that kind carries."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.contracts.loans.figures import MOST_PPM, SHAPES, ReportDraft
from kerong.contracts.loans.models import LoanReport
from kerong.web.fields import day_field, reason_field, words_field
from kerong.web.forms import YUAN, KerongForm, MoneyField, RateField
from kerong.web.words import choices


def _money(label: Any) -> Callable[[bool], forms.Field]:
    return lambda needed: MoneyField(label=label, unit=YUAN, least_fen=0, required=needed)


def _chosen(label: Any, vocabulary: str) -> Callable[[bool], forms.Field]:
    return lambda needed: forms.ChoiceField(
        label=label, choices=[("", "—"), *choices(vocabulary)], required=needed
    )


FIELDS: dict[str, Callable[[bool], forms.Field]] = {
    "principal_fen": _money(_("Principal")),
    "interest_fen": _money(_("Interest")),
    "penalty_fen": _money(_("Penalty")),
    "rate_ppm": lambda needed: RateField(
        label=_("New yearly rate"), most_ppm=MOST_PPM, required=needed
    ),
    "due_on": lambda needed: day_field(pgettext_lazy("loan report", "Due day"), required=needed),
    "category": _chosen(pgettext_lazy("five categories", "Class"), "five_categories"),
    "effect": _chosen(_("What becomes of the rest"), "early_effect"),
}
_DAY_HELP = {
    "arrears": _("The oldest due day that is still unpaid; days in arrears count from it."),
    "extension": _("The new maturity."),
}


class ReportForm(KerongForm):
    """What a bank says of one loan; `corrects` names the reference of a report put right."""

    effective_on = day_field(_("Day"))
    reference = forms.CharField(
        label=_("Your reference"),
        max_length=120,
        help_text=_("From your own books; the same reference again changes nothing."),
    )
    words = words_field(_("Remark"), required=False)
    corrects = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, shape = kind, SHAPES[kind]
        for name in (*shape.must, *shape.some, *shape.may):
            field = FIELDS[name](name in shape.must)
            if name == "due_on":
                field.help_text = _DAY_HELP.get(kind, "")
            self.fields[name] = field
        tail = ("reference", "words", "corrects")
        self.order_fields([name for name in self.fields if name not in tail])

    def draft(self) -> ReportDraft:
        typed = self.cleaned_data
        given = {name: typed[name] for name in FIELDS if typed.get(name) not in (None, "")}
        return ReportDraft(
            kind=self.kind,
            effective_on=typed["effective_on"],
            reference=typed["reference"],
            words=typed["words"],
            corrects=typed["corrects"],
            source=LoanReport.Source.FORM,
            **given,
        )


class WordsForm(KerongForm):
    words = reason_field(_("Reason"), least=2, most=500)
