"""The secret key of an embedded installation: made once, readable by its owner only."""

import os
import secrets
from pathlib import Path


def local_secret_key(path: Path) -> str:
    """Return the key in `path`, writing a new one first if there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key
