"""What people type about themselves, their firm and those they invite."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.kernel import roles
from kerong.parties.models.person import LANGUAGES
from kerong.web.accounts.titles import legal_form_choices, role_choices
from kerong.web.forms import FilterForm, KerongForm

_ROWS = {"rows": 3}


class RegisterForm(KerongForm):
    """A new person."""

    name = forms.CharField(label=_("Your name"), max_length=64)
    login = forms.CharField(
        label=_("Login name"),
        max_length=64,
        help_text=_("Lower-case letters, digits and . _ - @; your mobile number will do."),
        widget=forms.TextInput({"autocomplete": "username"}),
    )
    phone = forms.CharField(
        label=_("Mobile number"),
        max_length=30,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        help_text=_("Used for notices and for setting a new password."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "password" in given and given.get("again") != given["password"]:
            self.add_error("again", _("The two passwords differ."))
        return given


class ProfileForm(KerongForm):
    name = forms.CharField(label=_("Your name"), max_length=64)
    phone = forms.CharField(label=_("Mobile number"), max_length=30, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)


class LanguageForm(KerongForm):
    language = forms.ChoiceField(label=_("Language of pages and notices"), choices=LANGUAGES)


class FirmForm(KerongForm):
    """A firm by the code on its licence."""

    credit_code = forms.CharField(
        label=_("Unified social credit code"),
        max_length=40,
        help_text=_("The 18 characters on the business licence."),
    )
    name = forms.CharField(label=_("Registered name"), max_length=200)
    legal_form = forms.ChoiceField(
        label=_("Legal form"),
        required=False,
        help_text=_("Left open, it is read from the code."),
    )
    industry_code = forms.CharField(
        label=_("Industry code"),
        max_length=8,
        required=False,
        help_text=_("GB/T 4754, such as C3922."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["legal_form"].choices = legal_form_choices()  # type: ignore[attr-defined]


class AskForFirmForm(KerongForm):
    credit_code = forms.CharField(label=_("Unified social credit code"), max_length=40)
    reason = forms.CharField(
        label=_("Why the firm is yours"),
        max_length=500,
        help_text=_("Your position, and how the platform can check it."),
        widget=forms.Textarea(_ROWS),
    )


class InviteForm(KerongForm):
    """Whom to invite; the roles on offer depend on who invites."""

    name = forms.CharField(label=_("Name of the person"), max_length=64)
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, offered: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(offered)  # type: ignore[attr-defined]


class InviteStaffForm(InviteForm):
    institution = forms.TypedChoiceField(label=_("Institution or branch"), coerce=int)

    def __init__(self, *args: Any, branches: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].choices = branches  # type: ignore[attr-defined]


class GrantStaffForm(KerongForm):
    """A further role for someone who is here already."""

    person = forms.TypedChoiceField(label=_("Person"), coerce=int)
    role = forms.ChoiceField(label=_("Role"))
    institution = forms.TypedChoiceField(label=_("Institution or branch"), coerce=int)

    def __init__(
        self,
        *args: Any,
        people: list[tuple[int, str]],
        branches: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offered = (
            roles.INSTITUTION_CLERK,
            roles.INSTITUTION_APPROVER,
            roles.INSTITUTION_ADMIN,
        )
        self.fields["person"].choices = people  # type: ignore[attr-defined]
        self.fields["role"].choices = role_choices(offered)  # type: ignore[attr-defined]
        self.fields["institution"].choices = branches  # type: ignore[attr-defined]


class TokenForm(KerongForm):
    name = forms.CharField(
        label=_("What it is for"), max_length=64, help_text=_("Such as: core banking system.")
    )
    expires_on = forms.DateField(
        label=_("Last day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"expires_on": today + timedelta(days=90)})
        super().__init__(*args, **kwargs)


class EndForm(KerongForm):
    """Only a button: the page above says what will happen."""


class ReasonForm(KerongForm):
    reason = forms.CharField(
        label=pgettext_lazy("of an act", "Reason"), max_length=300, widget=forms.Textarea(_ROWS)
    )


class PeopleFilter(FilterForm):
    q = forms.CharField(label=_("Name, initials, login or phone"), max_length=80, required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everyone = [("", _("All roles"))]
        self.fields["role"].choices = everyone + role_choices()  # type: ignore[attr-defined]


class StaffFilter(FilterForm):
    q = forms.CharField(label=_("Name of the person"), max_length=80, required=False)


class NameFilter(FilterForm):
    q = forms.CharField(label=_("Name, initials or credit code"), max_length=80, required=False)


class UnverifiedFilter(NameFilter):
    claim = forms.ChoiceField(
        label=_("Request"),
        required=False,
        choices=(("", _("all")), ("waits", _("waits for an answer")), ("none", _("none yet"))),
    )
