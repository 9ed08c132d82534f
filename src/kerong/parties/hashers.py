"""A password hash of the national suite: PBKDF2 with HMAC-SM3."""

import base64

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from django.contrib.auth.hashers import PBKDF2PasswordHasher

_LENGTH = 32


class SM3PasswordHasher(PBKDF2PasswordHasher):
    """For deployments that must use SM algorithms; SM3 comes from `cryptography`, not OpenSSL's
    optional build, so that the same wheel works everywhere."""

    algorithm = "pbkdf2_sm3"
    iterations = 600_000

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        self._check_encode_args(password, salt)  # type: ignore[attr-defined]
        rounds = iterations or self.iterations
        derive = PBKDF2HMAC(hashes.SM3(), length=_LENGTH, salt=salt.encode(), iterations=rounds)
        key = base64.b64encode(derive.derive(password.encode())).decode("ascii")
        return f"{self.algorithm}${rounds}${salt}${key}"
