"""The key behind check codes: 32 random bytes in the var folder, outside the database."""

import os
import secrets
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from kerong.documents.errors import CheckKeyMissing

_LENGTH = 32


def key_path() -> Path:
    return Path(settings.VAR) / "issuing" / "check-code.key"


def make_check_key() -> str:
    """Make the key before the first document, unless there is one; returns its id."""
    path = key_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write_once(path, secrets.token_bytes(_LENGTH))
    return key_id(check_key())


def check_key() -> bytes:
    """Raises CheckKeyMissing when the file is absent or not a key."""
    try:
        key = key_path().read_bytes()
    except OSError as fault:
        raise CheckKeyMissing(path=key_path().name) from fault
    if len(key) != _LENGTH:
        raise CheckKeyMissing(path=key_path().name)
    return key


def key_id(key: bytes) -> str:
    """Names the key without telling it: documents say which one their code was made with."""
    return sha256(b"check-code-key\n" + key).hexdigest()[:16]


def _write_once(path: Path, content: bytes) -> None:
    """Two processes starting at once keep one key: a finished file is linked into place."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
