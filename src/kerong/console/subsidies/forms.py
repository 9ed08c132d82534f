"""Forms by which the office opens budgets, pays subsidies, takes them back and drafts runs."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kerong.contracts.subsidies.draft_run import RunDraft
from kerong.contracts.subsidies.models import Budget
from kerong.contracts.subsidies.order_claw_back import TYPED_EVENTS, BackOrder
from kerong.contracts.subsidies.period import Period
from kerong.contracts.subsidies.propose_budget import NewBudget
from kerong.rules.programmes.shipped import subsidies
from kerong.web.fields import day_field, reason_field
from kerong.web.forms import WAN, FilterForm, KerongForm, MoneyField
from kerong.web.words import choices, said


def _key() -> forms.CharField:
    """Made when the form is shown: sent twice it counts once."""
    return forms.CharField(widget=forms.HiddenInput, max_length=60, initial=lambda: uuid4().hex)


class SubsidiesFilter(FilterForm):
    q = forms.CharField(label=_("Number or firm"), required=False, max_length=80)
    state = forms.ChoiceField(label=_("State"), required=False)
    budget = forms.ChoiceField(label=_("Budget"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(each.code, each.title) for each in Budget.objects.order_by("-year", "key")]
        for name, options in (("state", choices("subsidy_state")), ("budget", own)):
            field: Any = self.fields[name]
            field.choices = [("", _("All")), *options]


class NothingForm(KerongForm):
    """A step that needs nothing typed."""


class ReasonForm(KerongForm):
    words = reason_field(_("Reason"), most=500)


class PartForm(KerongForm):
    part = forms.ChoiceField(label=_("Part"), choices=lambda: choices("payout_part"))


class DeliveryForm(KerongForm):
    amount_fen = MoneyField(label=_("Value delivered"))
    delivered_on = day_field(_("Delivered on"))
    proof = forms.CharField(label=_("Proof"), min_length=2, max_length=200)


class BackForm(KerongForm):
    """A claw-back an officer orders."""

    event = forms.ChoiceField(
        label=_("Event"),
        choices=lambda: [(each.value, said(each, "claw_back_event")) for each in TYPED_EVENTS],
    )
    event_on = day_field(_("Happened on"))
    amount_fen = MoneyField(label=_("Amount"))
    words = reason_field(_("Grounds"), most=500)
    client_key = _key()

    def order(self) -> BackOrder:
        return BackOrder(**self.cleaned_data)


class ConfirmForm(KerongForm):
    amount_fen = MoneyField(label=_("Amount"))
    words = reason_field(_("Grounds"), most=500)


class ReceiptForm(KerongForm):
    amount_fen = MoneyField(label=_("Amount"))
    received_on = day_field(_("Came in on"))
    bank_no = forms.CharField(
        label=_("Number of the bank"),
        max_length=60,
        help_text=_("The same number again changes nothing."),
    )
    receipt_fen = MoneyField(
        label=_("The whole receipt"),
        required=False,
        help_text=_("Only where it brought more than this: the rest can be taken elsewhere."),
    )


class WaiverForm(KerongForm):
    words = reason_field(_("Why it cannot be got back"), least=10, most=500)


class WaiverReturnForm(KerongForm):
    asked_at = forms.DateTimeField(widget=forms.HiddenInput)
    words = reason_field(_("Reason"), most=500)


class SeenWaiverForm(KerongForm):
    """Which waiver the second officer has before them."""

    asked_at = forms.DateTimeField(widget=forms.HiddenInput)
    left_fen = forms.IntegerField(widget=forms.HiddenInput)


class BudgetForm(KerongForm):
    key = forms.SlugField(label=_("Code"), max_length=40)
    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2099)
    title = forms.CharField(label=_("Name"), max_length=120)
    amount_fen = MoneyField(label=_("Amount"), unit=WAN)
    mode = forms.ChoiceField(
        label=_("Where it is not enough"), choices=lambda: choices("budget_mode")
    )
    programmes = forms.CharField(
        label=_("For these policies only"),
        max_length=400,
        required=False,
        help_text=_("Codes between blanks; nothing means any policy."),
    )
    basis = forms.CharField(label=_("Document"), max_length=300)
    client_key = _key()

    def proposal(self) -> dict[str, Any]:
        """What is proposed, and the key under which it counts once."""
        known = dict(self.cleaned_data)
        key = known.pop("client_key")
        budget = NewBudget(programmes=tuple(known.pop("programmes").split()), **known)
        return {"budget": budget, "client_key": key}


class TopUpForm(KerongForm):
    amount_fen = MoneyField(label=_("Amount"), unit=WAN)
    words = forms.CharField(label=_("Document"), max_length=300)
    client_key = _key()


class SeenForm(KerongForm):
    """Which shares or lines the second officer has before them."""

    digest = forms.CharField(widget=forms.HiddenInput, max_length=64)


class RunForm(KerongForm):
    programme = forms.ChoiceField(label=_("Programme"))
    clause = forms.CharField(label=_("Clause"), max_length=80)
    budget = forms.ChoiceField(label=_("Budget"))
    from_on = day_field(_("From"))
    to_on = day_field(_("Until before"))
    share = forms.CharField(
        label=_("Share agreed"),
        max_length=20,
        required=False,
        help_text=_("Only where the programme leaves a range, such as 0.6."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        english = (get_language() or "").startswith("en")
        programme: Any = self.fields["programme"]
        programme.choices = [
            (key, table.title.en if english else table.title.zh)
            for key, table in subsidies().items()
        ]
        budget: Any = self.fields["budget"]
        budget.choices = [
            (each.code, each.title) for each in Budget.objects.order_by("-year", "key")
        ]

    def draft(self) -> RunDraft:
        known = dict(self.cleaned_data)
        period = Period(known.pop("from_on"), known.pop("to_on"))
        return RunDraft(period=period, **known)


class LineForm(KerongForm):
    keep = forms.BooleanField(required=False, widget=forms.HiddenInput)
    words = forms.CharField(label=_("Reason"), min_length=2, max_length=500)
