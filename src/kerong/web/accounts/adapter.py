"""Where allauth asks us: addresses, passwords, what happens after signing in."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from kerong.parties.actors import actor_for
from kerong.parties.models import Person
from kerong.parties.set_password import set_password
from kerong.web.accounts.lockout import client_address
from kerong.web.accounts.sealing import sealing_keys
from kerong.web.clock import moment_of

_COOKIE_YEAR = 365 * 24 * 3600


class SignInAdapter(DefaultAccountAdapter):
    """Passwords go through the act; the language follows the person; notes are our own."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The login name or the password is not right."),
        "too_many_login_attempts": _("Too many attempts; please try again later."),
        "enter_current_password": _("Please type your present password."),
        "incorrect_password": _("The password is not right."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        if not isinstance(user, Person):
            raise TypeError("only people have passwords")
        actor = actor_for(user, None)
        at = moment_of(self.request)
        set_password(person=user, password=password, actor=actor, at=at)

    def post_login(
        self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any
    ) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if isinstance(user, Person):
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                user.language,
                max_age=_COOKIE_YEAR,
                secure=request.is_secure(),
                httponly=True,
                samesite="Lax",
            )
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Our pages say what happened themselves."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Notices go through the outbox."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # people register by the act, on our own page


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie encrypted in the database."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is not right."),
    }

    def encrypt(self, text: str) -> str:
        return Fernet(sealing_keys()[0]).encrypt(text.encode()).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        for key in sealing_keys():
            try:
                return Fernet(key).decrypt(encrypted_text.encode("ascii")).decode()
            except InvalidToken:
                continue
        raise InvalidToken

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()
