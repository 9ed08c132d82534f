"""SM3 hashes. The iteration count is lowered; the hash itself is checked against HMAC by hand."""

import base64
import hmac

import pytest
from cryptography.hazmat.primitives import hashes
from django.contrib.auth.hashers import check_password, identify_hasher, make_password

from kerong.parties.hashers import SM3PasswordHasher

SM3 = "kerong.parties.hashers.SM3PasswordHasher"
ARGON = "django.contrib.auth.hashers.Argon2PasswordHasher"


@pytest.fixture
def sm3(settings, monkeypatch):
    settings.PASSWORD_HASHERS = [SM3, ARGON]
    monkeypatch.setattr(SM3PasswordHasher, "iterations", 3)


def test_a_hash_is_read_back(sm3):
    kept = make_password("qing-Feng-2026")
    assert kept.startswith("pbkdf2_sm3$3$")
    assert identify_hasher(kept).algorithm == "pbkdf2_sm3"
    assert check_password("qing-Feng-2026", kept)
    assert not check_password("qing-Feng-2027", kept)


def test_the_hash_is_pbkdf2_with_hmac_sm3(sm3):
    kept = make_password("secret", salt="0123456789abcdefABCDEF")
    assert kept.rsplit("$", 1)[1] == base64.b64encode(_pbkdf2(b"secret", 3)).decode()


def _pbkdf2(password: bytes, rounds: int) -> bytes:
    """RFC 8018 for one block, from HMAC alone."""
    salt = b"0123456789abcdefABCDEF"
    block = _hmac_sm3(password, salt + b"\x00\x00\x00\x01")
    total = int.from_bytes(block, "big")
    for _ in range(rounds - 1):
        block = _hmac_sm3(password, block)
        total ^= int.from_bytes(block, "big")
    return total.to_bytes(32, "big")


def _hmac_sm3(key: bytes, message: bytes) -> bytes:
    class Digest:
        digest_size, block_size, name = 32, 64, "sm3"

        def __init__(self, start: bytes = b"") -> None:
            self.seen = start

        def update(self, more: bytes) -> None:
            self.seen += more

        def copy(self) -> "Digest":
            return Digest(self.seen)

        def digest(self) -> bytes:
            once = hashes.Hash(hashes.SM3())
            once.update(self.seen)
            return once.finalize()

    return hmac.new(key, message, Digest).digest()


def test_an_argon_hash_is_still_read_and_then_renewed(settings):
    settings.PASSWORD_HASHERS = [ARGON]
    old = make_password("qing-Feng-2026")
    settings.PASSWORD_HASHERS = [SM3, ARGON]
    assert check_password("qing-Feng-2026", old)
    assert identify_hasher(old).algorithm == "argon2"
