"""Secrets that are shown once and kept only as a digest: invitation links and API tokens."""

import hashlib
import secrets

_BYTES = 32


def new_secret(prefix: str = "") -> str:
    """256 random bits as text that survives an address, a header and a double click."""
    return prefix + secrets.token_urlsafe(_BYTES)


def digest_of(secret: str) -> str:
    """SHA-256 is enough here: unlike a password, the secret cannot be guessed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
