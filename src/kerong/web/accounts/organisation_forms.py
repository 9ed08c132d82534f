"""What operators and administrators type about institutions, branches and departments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kerong.web.accounts.person_forms import InviteForm
from kerong.web.accounts.titles import role_choices
from kerong.web.forms import KerongForm
from kerong.web.words import choices

_ROWS = {"rows": 3}


class BranchForm(KerongForm):
    parent = forms.TypedChoiceField(label=_("Below"), coerce=int)
    name = forms.CharField(label=_("Registered name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)
    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=40, required=False
    )

    def __init__(self, *args: Any, branches: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = branches  # type: ignore[attr-defined]


class InstitutionForm(KerongForm):
    name = forms.CharField(label=_("Registered name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=40, required=False)
    kind = forms.ChoiceField(label=_("Kind"))
    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=40, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices("institution_kind")  # type: ignore[attr-defined]


class InviteOfficeForm(InviteForm):
    """For people of government: an officer needs the department."""

    department = forms.TypedChoiceField(
        label=_("Department"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("Only for officers."),
    )

    def __init__(self, *args: Any, departments: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("None"))]
        self.fields["department"].choices = none + departments  # type: ignore[attr-defined]


class DepartmentForm(KerongForm):
    name = forms.CharField(label=_("Name of the department"), max_length=120)
    code = forms.CharField(
        label=_("Code"), max_length=40, help_text=_("Lower-case letters, digits and hyphens.")
    )


class DecideForm(KerongForm):
    verdict = forms.ChoiceField(
        label=_("Does the firm belong to this person?"),
        choices=[("confirm", _("Yes, confirmed")), ("refuse", _("No, refused"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Answer to the person"), max_length=500, widget=forms.Textarea(_ROWS)
    )


class GrantOfficeForm(KerongForm):
    """A role in government for someone who has an account."""

    role = forms.ChoiceField(label=_("Role"))
    department = forms.TypedChoiceField(
        label=_("Department"), coerce=int, required=False, empty_value=None
    )

    def __init__(
        self,
        *args: Any,
        offered: tuple[str, ...],
        departments: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(offered)  # type: ignore[attr-defined]
        none = [("", _("None"))]
        self.fields["department"].choices = none + departments  # type: ignore[attr-defined]
