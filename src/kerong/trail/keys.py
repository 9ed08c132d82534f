"""The key that signs seals: an Ed25519 pair in the var folder, outside the database."""

import os
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from kerong.trail.errors import SealKeyMissing


def key_folder() -> Path:
    return Path(settings.VAR) / "trail"


def make_seal_key() -> str:
    """Make the key pair at installation, unless there is one; returns the key's id."""
    folder = key_folder()
    folder.mkdir(parents=True, exist_ok=True)
    if not _private_path().exists():
        _write_once(_private_path(), _private_text(Ed25519PrivateKey.generate()))
    key = seal_key()
    keep = folder / f"{key_id(key.public_key())}.pub"
    keep.write_text(_raw(key.public_key()).hex() + "\n")
    return key_id(key.public_key())


def seal_key() -> Ed25519PrivateKey:
    """The private key; raises SealKeyMissing when the file is absent or unreadable."""
    try:
        key = load_pem_private_key(_private_path().read_bytes(), password=None)
    except (OSError, ValueError) as fault:
        raise SealKeyMissing(path=_private_path().name) from fault
    if not isinstance(key, Ed25519PrivateKey):
        raise SealKeyMissing(path=_private_path().name)
    return key


def trusted_keys() -> dict[str, Ed25519PublicKey]:
    """Public keys by id: the present one and those of earlier years kept beside it."""
    raws = [bytes.fromhex(path.read_text().strip()) for path in key_folder().glob("*.pub")]
    keys = [Ed25519PublicKey.from_public_bytes(raw) for raw in raws]
    return {key_id(key): key for key in keys}


def key_id(key: Ed25519PublicKey) -> str:
    return sha256(_raw(key)).hexdigest()[:16]


def _private_path() -> Path:
    return key_folder() / "seal-key.pem"


def _private_text(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _write_once(path: Path, content: bytes) -> None:
    """Two processes starting at once keep one key: a finished file is linked into place."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
