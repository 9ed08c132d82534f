"""The forms of signing in: allauth's checks in our own markup and words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.parties.models import Person
from kerong.parties.names import login_form
from kerong.web.accounts.lockout import SECOND_FACTOR
from kerong.web.forms import KerongForm


def _name(form: forms.Form, field: str, label: Any, autocomplete: str = "", hint: Any = "") -> None:
    shown = form.fields[field]
    shown.label, shown.help_text = label, hint
    shown.widget.attrs.pop("placeholder", None)
    if autocomplete:
        shown.widget.attrs["autocomplete"] = autocomplete


class SignInForm(KerongForm, account.LoginForm):
    """Login name in any spelling, password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "login", _("Login name"), "username")
        _name(self, "password", _("Password"), "current-password")

    def clean_login(self) -> str:
        return login_form(self.cleaned_data["login"])


class PasswordAgainForm(KerongForm, account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "password", _("Password"), "current-password")


class NewPasswordForm(KerongForm, account.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "oldpassword", _("Present password"), "current-password")
        _name_new_passwords(self)


class ResetPasswordForm(KerongForm, account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name_new_passwords(self)


class LostPasswordForm(KerongForm, account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "email", _("E-mail of your account"), "email")


def _name_new_passwords(form: forms.Form) -> None:
    hint = form.fields["password1"].help_text
    _name(form, "password1", _("New password"), "new-password", hint)
    _name(form, "password2", _("New password again"), "new-password")


class _GuessesCounted(KerongForm):
    """Wrong codes are counted in the database, for all processes and addresses together."""

    user: Person

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("Six digits from your authenticator app, or one of your recovery codes.")
        _name(self, "code", pgettext_lazy("second factor", "Code"), "one-time-code", hint)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        request: HttpRequest = factor.context.request
        credentials = {"username": f"{SECOND_FACTOR}{self.user.login}"}
        if AxesProxyHandler.is_locked(request, credentials):
            request.axes_locked_out = True  # type: ignore[attr-defined]
            raise ValidationError(_("Too many attempts; please try again later."))
        try:
            return str(super().clean_code())  # type: ignore[misc]
        except ValidationError:
            AxesProxyHandler.user_login_failed(type(self), credentials, request)
            raise


class CodeForm(_GuessesCounted, factor.AuthenticateForm):
    """The second step of signing in."""


class CodeAgainForm(_GuessesCounted, factor.ReauthenticateForm):
    """The code once more, by someone signed in."""


class FirstCodeForm(KerongForm, totp.ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("The six digits the app shows now.")
        _name(self, "code", pgettext_lazy("second factor", "Code"), "one-time-code", hint)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class DropFactorForm(KerongForm, totp.DeactivateTOTPForm):
    """Only a button."""


class NewRecoveryCodesForm(KerongForm, recovery.GenerateRecoveryCodesForm):
    """Only a button."""
