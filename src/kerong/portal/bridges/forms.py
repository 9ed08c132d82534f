"""The form by which a firm asks for a bridge."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kerong.contracts.bridges.apply_bridge import Application, banks
from kerong.contracts.bridges.hindrances import CODES
from kerong.contracts.bridges.programmes import kinds_for
from kerong.contracts.bridges.reads import FundOffered
from kerong.contracts.loans.models import Loan
from kerong.web.fields import words_field
from kerong.web.forms import KerongForm, MoneyField
from kerong.web.words import said


class ApplicationForm(KerongForm):
    """From which fund, how much of what is due, which bank renews, what stands in the way."""

    fund = forms.ChoiceField(label=_("Fund"))
    user_kind = forms.ChoiceField(label=_("We are"))
    repay_fen = MoneyField(
        label=_("To repay on maturity"), help_text=_("Principal and interest, as the bank says.")
    )
    amount_fen = MoneyField(
        label=_("Of that lent by the fund"), help_text=_("The rest you bring yourself.")
    )
    institution_id = forms.TypedChoiceField(
        label=_("Bank that renews"),
        coerce=int,
        help_text=_("It sees this application and what is known of the loan."),
    )
    said = forms.MultipleChoiceField(
        label=_("We tell of ourselves"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It need not end the matter: a coordination decision can lift most of it."),
    )
    words = words_field(_("What happened"), most=1000, required=False)

    def __init__(self, loan: Loan, offered: list[FundOffered], *args: Any, **kwargs: Any) -> None:
        due = {"repay_fen": loan.outstanding_fen, "institution_id": loan.institution_id}
        kwargs.setdefault("initial", due)
        super().__init__(*args, **kwargs)
        kinds = {
            kind: None
            for each in offered
            for kind in kinds_for(loan.enterprise.legal_form, each.row.terms)
        }
        own = (loan.institution_id, loan.institution.name)
        others = [(bank.pk, bank.name) for bank in banks() if bank.pk != loan.institution_id]
        choices: dict[str, list[tuple[Any, Any]]] = {
            "fund": [(each.fund.key, each.fund.title) for each in offered],
            "user_kind": [(kind, said(kind, "bridge_user")) for kind in kinds],
            "institution_id": [own, *others],
            "said": [(code, said(code, "bridge_hindrance")) for code in CODES],
        }
        for name, known in choices.items():
            field: Any = self.fields[name]
            field.choices = known

    def application(self) -> Application:
        return Application(**{**self.cleaned_data, "said": tuple(self.cleaned_data["said"])})


class NothingForm(KerongForm):
    """A step that needs nothing typed."""
