"""Forms of an application: what the firm fills in, its answers, an objection from the public."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.cases.applications.claims import MOST_SUBJECT
from kerong.cases.applications.draft_application import ApplicationForm
from kerong.kernel.money import Money
from kerong.kernel.ratios import ratio_text
from kerong.portal.calculator.typed import Mistyped, read_typed
from kerong.rules.vocabulary import DATE, FLAG, MONEY, POINTS, RATIO, Fact
from kerong.web.facts import unit_of
from kerong.web.formats import is_english
from kerong.web.forms import KerongForm, MoneyField

STATED = "fact_"
_SHORT = {"rows": 3}


class ClaimForm(KerongForm):
    """Fields beside those for facts nobody holds, which `facts` adds one by one."""

    subject = forms.CharField(
        label=_("Which project, loan, person or firm"),
        max_length=MOST_SUBJECT,
        required=False,
        help_text=_(
            "As in your papers: the name of the project, the number of the loan, the credit code "
            "of the firm."
        ),
    )
    asked = MoneyField(
        label=_("Amount you ask for"),
        required=False,
        help_text=_("Leave empty where the amount follows from the clause."),
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(_SHORT),
        help_text=_("Needed where the data says that a condition is not met."),
    )

    def __init__(
        self, *args: Any, facts: Iterable[Fact], asks_subject: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.facts = {f"{STATED}{fact.code}": fact for fact in facts}
        if not asks_subject:
            del self.fields["subject"]
        for name, fact in self.facts.items():
            self.fields[name] = _field(fact)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name, fact in self.facts.items():
            try:
                cleaned[name] = _as_document(fact, read_typed(fact, cleaned.get(name) or ""))
            except Mistyped as fault:
                self.add_error(name, str(fault))
        return cleaned

    def draft(self, clause: str, client_key: str) -> ApplicationForm:
        typed = self.cleaned_data
        return ApplicationForm(
            clause=clause,
            subject=typed.get("subject", ""),
            asked_fen=typed["asked"],
            words=typed["words"],
            stated={
                name.removeprefix(STATED): typed[name] for name in self.facts if typed.get(name)
            },
            client_key=client_key,
        )


def _field(fact: Fact) -> forms.Field:
    label = fact.en if is_english() else fact.zh
    unit = unit_of(fact.code)
    titled = f"{label}（{unit}）" if unit and not is_english() else label
    titled = f"{label} ({unit})" if unit and is_english() else titled
    if fact.type == FLAG:
        answers = [("", "—"), ("true", _("yes")), ("false", pgettext_lazy("answer", "no"))]
        return forms.ChoiceField(label=titled, required=False, choices=answers)
    if fact.choices:
        return forms.ChoiceField(
            label=titled, required=False, choices=[("", "—"), *((c, c) for c in fact.choices)]
        )
    kind = "date" if fact.type == DATE else "text"
    return forms.CharField(
        label=titled, required=False, max_length=60, widget=forms.TextInput({"type": kind})
    )


def _as_document(fact: Fact, value: Any) -> str:
    """The value as a facts document writes it."""
    if value is None:
        return ""
    if fact.type == MONEY:
        return Money(value).yuan_text()
    if fact.type == RATIO:
        return ratio_text(Fraction(*value))
    if fact.type == FLAG:
        return "true" if value else "false"
    if fact.type == POINTS:
        return f"{value // 1000}.{value % 1000:03d}"
    return str(value)


class AnswerForm(KerongForm):
    words = forms.CharField(
        label=_("Answer to the call for papers"),
        min_length=2,
        max_length=500,
        widget=forms.Textarea(_SHORT),
    )


class WithdrawForm(KerongForm):
    words = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(_SHORT)
    )


class ReplyForm(KerongForm):
    reply = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect, choices=[])
    words = forms.CharField(
        label=_("What is wrong, or why not"),
        required=False,
        max_length=500,
        widget=forms.Textarea(_SHORT),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reply"]
        field.choices = [
            ("agreed", _("We agree")),
            ("opted_out", _("We do without it")),
            ("disputed", _("The data behind it is wrong")),
        ]


class ObjectionForm(KerongForm):
    name = forms.CharField(label=_("Your name"), min_length=2, max_length=60)
    contact = forms.CharField(
        label=_("Telephone or e-mail"),
        min_length=5,
        max_length=80,
        help_text=_("Only the office in charge sees who objected."),
    )
    words = forms.CharField(
        label=_("What speaks against the grant"),
        min_length=10,
        max_length=1000,
        widget=forms.Textarea({"rows": 5}),
    )


class PublicityFilters(KerongForm):
    q = forms.CharField(
        label=_("Firm or policy"),
        required=False,
        max_length=80,
        widget=forms.TextInput({"type": "search"}),
    )
