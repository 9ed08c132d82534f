"""The forms of signing in: allauth's checks in our own markup and words."""

from datetime import UTC, datetime
from typing import Any

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.base import forms as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal import auth as totp_auth
from allauth.mfa.utils import decrypt
from axes.handlers.proxy import AxesProxyHandler
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kerong.parties.models import Person
from kerong.parties.passwords import ProfileValidator
from kerong.web.accounts.lockout import SECOND_FACTOR, plain_login
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
        return plain_login(self.cleaned_data["login"])


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
    hint = ProfileValidator().get_help_text()  # as at registering; the form's own is a list
    _name(form, "password1", _("New password"), "new-password", hint)
    _name(form, "password2", _("New password again"), "new-password")


class _GuessesCounted(KerongForm):
    """Wrong codes are counted, and right ones used up, in the database: for all processes."""

    user: Person
    authenticator: Authenticator
    _step_at: datetime | None = None

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
            code = str(super().clean_code())
            self._use_up(code)
        except ValidationError:
            AxesProxyHandler.user_login_failed(type(self), credentials, request)
            raise
        return code

    def save(self) -> None:
        super().save()
        if self._step_at is not None:  # the clock of the phone may run ahead of ours
            later = Authenticator.objects.filter(
                pk=self.authenticator.pk, last_used_at__lt=self._step_at
            )
            later.update(last_used_at=self._step_at)

    def _use_up(self, code: str) -> None:
        """An app's code opens once: its half-minute must lie after the last one used."""
        if self.authenticator.type != Authenticator.Type.TOTP:
            return
        self._step_at = _step_of(decrypt(self.authenticator.data["secret"]), code)
        unused = Q(last_used_at=None) | Q(last_used_at__lt=self._step_at)
        row = Authenticator.objects.filter(unused, pk=self.authenticator.pk)
        if not row.update(last_used_at=self._step_at):
            raise ValidationError(_("This code was used already; wait for the next one."))


def _step_of(secret: str, code: str) -> datetime:
    """The beginning of the half-minute whose code this is."""
    steps = totp_auth.yield_hotp_counters_from_time()
    shown = {totp_auth.format_hotp_value(totp_auth.hotp_value(secret, n)): n for n in steps}
    step = shown[normalize_user_code(code)]
    return datetime.fromtimestamp(step * app_settings.TOTP_PERIOD, UTC)


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
