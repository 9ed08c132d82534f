"""The doors: signing in and out, passwords, second factors; allauth's views under our policies."""

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as factor
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.forms import Form
from django.http import HttpResponse
from django.urls import URLPattern, register_converter
from django.urls.converters import StringConverter

from kerong.parties.access import ENTER, MY_ACCOUNT
from kerong.web.routes import GET, GET_AND_POST, route


class RowKey(StringConverter):
    """Row numbers as allauth writes them; without the hyphen that ends them."""

    regex = "[0-9A-Za-z]{1,13}"


register_converter(RowKey, "row_key")


class ActivateFactor(totp.ActivateTOTPView):
    """Typing the first code proves possession: the session counts as verified at once."""

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        made = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        made.record_usage()  # the first code is used up with it
        record_authentication(
            self.request, self.request.user, "mfa", id=made.pk, type=made.type, reauthenticated=True
        )
        return response


urlpatterns: list[URLPattern] = [
    route("login/", account.login, name="account_login", policy=ENTER, methods=GET_AND_POST),
    route("logout/", account.logout, name="account_logout", policy=ENTER, methods=GET_AND_POST),
    route("inactive/", account.account_inactive, name="account_inactive", policy=ENTER),
    route(
        "password/again/",
        account.reauthenticate,
        name="account_reauthenticate",
        policy=MY_ACCOUNT,
        methods=GET_AND_POST,
    ),
    route(
        "password/change/",
        account.password_change,
        name="account_change_password",
        policy=MY_ACCOUNT,
        methods=GET_AND_POST,
    ),
    route(
        "password/reset/",
        account.password_reset,
        name="account_reset_password",
        policy=ENTER,
        methods=GET_AND_POST,
    ),
    route(
        "password/reset/sent/",
        account.password_reset_done,
        name="account_reset_password_done",
        policy=ENTER,
    ),
    route(
        "password/reset/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
        policy=ENTER,
    ),
    route(
        "password/reset/<row_key:uidb36>-<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
        policy=ENTER,
        methods=GET_AND_POST,
    ),
    route("factor/", factor.index, name="mfa_index", policy=MY_ACCOUNT, methods=GET),
    route(
        "factor/step/",
        factor.authenticate,
        name="mfa_authenticate",
        policy=ENTER,
        methods=GET_AND_POST,
    ),
    route(
        "factor/again/",
        factor.reauthenticate,
        name="mfa_reauthenticate",
        policy=MY_ACCOUNT,
        methods=GET_AND_POST,
    ),
    route(
        "factor/app/",
        ActivateFactor.as_view(),
        name="mfa_activate_totp",
        policy=MY_ACCOUNT,
        methods=GET_AND_POST,
    ),
    route(
        "factor/app/drop/",
        totp.deactivate_totp,
        name="mfa_deactivate_totp",
        policy=MY_ACCOUNT,
        methods=GET_AND_POST,
    ),
    route(
        "factor/codes/",
        recovery.view_recovery_codes,
        name="mfa_view_recovery_codes",
        policy=MY_ACCOUNT,
    ),
    route(
        "factor/codes/new/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
        policy=MY_ACCOUNT,
        methods=GET_AND_POST,
    ),
]
