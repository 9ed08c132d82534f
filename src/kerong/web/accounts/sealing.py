"""Keys for what must be readable again but not in a stolen database file."""

import base64

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

_PURPOSE = b"kerong second factor 1"


def sealing_keys() -> list[bytes]:
    """One key per secret key: the present one first, then SECRET_KEY_FALLBACKS for reading."""
    return [_derived(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _derived(key: str | bytes) -> bytes:
    raw = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(force_bytes(key))
    return base64.urlsafe_b64encode(raw)
