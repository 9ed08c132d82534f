"""Signing in from tests: a browser at an address, a second factor app, time passing."""

import re
import time

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.test import Client

from tests import build


def browser(address: str = "10.0.0.1", **extra: str) -> Client:
    return Client(REMOTE_ADDR=address, **extra)


def sign_in(client: Client, login: str, password: str = build.PASSWORD, **more: str):
    return client.post("/accounts/login/", {"login": login, "password": password, **more})


def visited(client: Client) -> str:
    """The key of a session the visitor has before signing in, as a planted one would be."""
    session = client.session
    session["seen"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    return str(session.session_key)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def enrol(person) -> str:
    """Give the person an authenticator app; its secret."""
    secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
    TOTP.activate(person, secret)
    return secret


def code_for(secret: str, steps: int = 0) -> str:
    """What the app shows now, or `steps` half-minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def stored_secret(person) -> str:
    held = Authenticator.objects.get(user=person, type=Authenticator.Type.TOTP)
    return get_adapter().decrypt(held.data["secret"])


def text_of(response) -> str:
    """The visible words of a page."""
    words = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", words).split())
